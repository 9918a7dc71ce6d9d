/**
 * Whether an image's name can be read as one. Models ParseNormalizedNamed of github.com/distribution/reference (normalize.go,
 * regexp.go, reference.go), as the kubelet calls it in pkg/util/parsers and pkg/kubelet/images/image_manager.go.
 */

const DOMAIN_PART = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])'
const DOMAIN = String.raw`(?:${DOMAIN_PART}(?:\.${DOMAIN_PART})*|\[(?:[a-fA-F0-9:]+)\])(?::[0-9]+)?`
const PATH_PART = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*'
const NAME = `${DOMAIN}/${PATH_PART}(?:/${PATH_PART})*`
const TAG = String.raw`[\w][\w.-]{0,127}`
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}'
const REFERENCE = new RegExp(`^(${NAME})(?::(${TAG}))?(?:@(${DIGEST}))?$`)

const LONGEST_NAME = 255
/** Hexadecimal digits of the digests that there are. */
const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 }

/** The registry's host, and the rest; names without a host are Docker Hub's. */
function splitDomain(image: string): [domain: string, rest: string] {
  const slash = image.indexOf('/')
  const first = image.slice(0, Math.max(slash, 0))
  const isDomain = slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first.toLowerCase() !== first)
  const [domain, rest] = isDomain ? [first, image.slice(slash + 1)] : ['docker.io', image]
  const isHub = domain === 'docker.io' || domain === 'index.docker.io'
  return isHub ? ['docker.io', rest.includes('/') ? rest : `library/${rest}`] : [domain, rest]
}

/** Why an image's name is none, in the library's words; undefined when it is one. */
export function imageReferenceProblem(image: string): string | undefined {
  if (/^[a-f0-9]{64}$/.test(image)) return `invalid repository name (${image}), cannot specify 64-byte hexadecimal strings`
  const [domain, rest] = splitDomain(image)
  const repository = rest.split(':')[0] ?? ''
  if (repository.toLowerCase() !== repository) return 'invalid reference format: repository name must be lowercase'
  const [, name = '', , digest] = REFERENCE.exec(`${domain}/${rest}`) ?? []
  if (!name) return 'invalid reference format'
  if (name.length > LONGEST_NAME) return `repository name must not be more than ${LONGEST_NAME} characters`
  return digest === undefined ? undefined : digestProblem(digest)
}

function digestProblem(digest: string): string | undefined {
  const [algorithm = '', hex = ''] = digest.split(':')
  const length = DIGEST_LENGTHS[algorithm]
  if (length === undefined) return 'unsupported digest algorithm'
  if (hex.length !== length) return 'invalid checksum digest length'
  return /^[a-f0-9]+$/.test(hex) ? undefined : 'invalid checksum digest format'
}
