import { CACHE_CONTROL, COMPRESSED, CONTENT_TYPES, HASHED, SECURITY_HEADERS } from './headers.ts'

/** What a file is sent as; text is UTF-8, which nginx says of HTML by itself. */
function types(): string[] {
  const text = COMPRESSED.filter(ending => ending !== 'html' && ending !== 'wasm').map(ending => CONTENT_TYPES[ending])
  return [
    'types {',
    ...Object.entries(CONTENT_TYPES).map(([ending, type]) => `  ${type} ${ending};`),
    '}',
    `charset_types ${[...new Set(text)].join(' ')};`,
  ]
}

function cache(): string[] {
  return ['map $uri $cache_control {', `  default "${CACHE_CONTROL.other}";`, `  ~${HASHED.source.replaceAll('\\/', '/')} "${CACHE_CONTROL.hashed}";`, '}']
}

function headers(): string[] {
  return [
    'add_header Cache-Control $cache_control always;',
    ...Object.entries(SECURITY_HEADERS).map(([name, value]) => `add_header ${name} "${value}" always;`),
  ]
}

/** An nginx configuration with what lies between its markers (`# begin types` to `# end`) as headers.ts has it. */
export function withHeaders(configuration: string): string {
  const parts: Readonly<Record<string, string[]>> = { types: types(), cache: cache(), headers: headers() }
  return configuration.replace(/^( *)# begin (\w+)\n[^]*?^\1# end$/gm, (_, indent: string, name: string) =>
    [`# begin ${name}`, ...parts[name] ?? [], '# end'].map(line => indent + line).join('\n'))
}
