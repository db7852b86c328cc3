// The environment of the process by name, so that public types need none of Node's own.

export type Environment = Readonly<Record<string, string | undefined>>
