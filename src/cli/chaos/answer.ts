// What a chaos verb answers, alone on stdout: from when this is loaded, what files of strategies and scenarios print stands on stderr, in threads too.

const write = process.stdout.write.bind(process.stdout)
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write

export function answer(text: string): void {
  write(text)
}
