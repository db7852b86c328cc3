// `bench completion`: the few lines that teach a shell to complete. They ask `bench __complete` at every press of the key, so they never go stale.

import { assertNever } from '../../std/assert.js'

export const shells = ['bash', 'zsh', 'fish'] as const

export type Shell = (typeof shells)[number]

export async function completion(shell: Shell): Promise<void> {
  process.stdout.write(scriptOf(shell))
}

/** Each asks the very program that is being completed, with every word up to the cursor, and falls back to files. */
function scriptOf(shell: Shell): string {
  switch (shell) {
    case 'bash':
      return `# Completion of bench for bash. To have it always: bench completion bash >> ~/.bashrc
_bench() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" __complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _bench bench
`
    case 'zsh':
      return `#compdef bench
# Completion of bench for zsh. To have it always: bench completion zsh >> ~/.zshrc, below the line with compinit
_bench() {
  local -a found
  found=(\${(f)"$("\${words[1]}" __complete "\${(@)words[2,CURRENT]}" 2>/dev/null)"})
  if (( \${#found} )); then compadd -a found; else _files; fi
}
compdef _bench bench
`
    case 'fish':
      return `# Completion of bench for fish. To have it always: bench completion fish > ~/.config/fish/completions/bench.fish
function __bench_complete
    set -l given (commandline -opc) (commandline -ct)
    $given[1] __complete $given[2..-1] 2>/dev/null
end
complete -c bench -a '(__bench_complete)'
`
    default:
      return assertNever(shell)
  }
}
