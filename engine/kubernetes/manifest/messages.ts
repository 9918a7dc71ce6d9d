/** The sentences of the manifest reader. `{name}` stands for a parameter; `{path}` is the field. */

export const MESSAGES = {
  'too-large': ['The manifest has {characters} characters; the limit is {limit}.', '매니페스트가 {characters}자로, 한도인 {limit}자를 넘습니다.'],
  'too-many-documents': ['The manifest has more than {limit} documents; the rest is left out.', '문서가 {limit}개를 넘어 나머지는 읽지 않았습니다.'],
  'too-many-values': ['The document has more than {limit} values once its aliases are followed.', '별칭(alias)을 펼치면 값이 {limit}개를 넘는 문서입니다.'],
  'too-deep': ['The document is nested more than {limit} levels deep.', '중첩 깊이가 {limit}단계를 넘는 문서입니다.'],
  'too-many-problems': ['There are more problems; only the first {limit} are listed.', '문제가 더 있지만 처음 {limit}개만 표시합니다.'],
  'syntax': ['This is not valid YAML: {detail}.', 'YAML 문법에 맞지 않습니다: {detailKo}.'],
  'template': ['This is a template, not a manifest: render it first (for a Helm chart: helm template).', '매니페스트가 아니라 템플릿입니다. 먼저 렌더링하세요(헬름 차트라면 helm template).'],
  'unknown-anchor': ['The alias *{name} has no anchor before it.', '별칭 *{name} 앞에 해당하는 앵커가 없습니다.'],
  'alias-cycle': ['The alias *{name} is inside its own anchor.', '별칭 *{name}이(가) 자기 앵커 안에 있습니다.'],
  'bad-merge': ['A merge key (<<) needs a mapping.', '병합 키(<<)에는 매핑이 와야 합니다.'],
  'bad-key': ['A key must be plain text.', '키는 일반 텍스트여야 합니다.'],
  'duplicate-key': ['{path} is there twice; the last one counts.', '{path} 키가 두 번 나옵니다. 마지막 값을 씁니다.'],
  'unknown-tag': ['The tag {tag} is not known; the value is read without it.', '알 수 없는 태그 {tag}입니다. 태그 없이 읽습니다.'],
  'not-an-object': ['A Kubernetes object was expected, not {actual}.', '쿠버네티스 오브젝트가 있어야 할 자리에 있는 값은 {actualKo}입니다.'],
  'missing-field': ['{path} is required.', '{path} 필드는 필수입니다.'],
  'wrong-type': ['{path} must be {expected}, not {actual}.', '{path} 값의 형식이 맞지 않습니다. 필요한 형식은 {expectedKo}인데 적힌 값은 {actualKo}입니다.'],
  'bad-quantity': ['{path}: "{value}" is not a quantity such as 500m, 2 or 128Mi.', '{path}: "{value}"은(는) 500m, 2, 128Mi 같은 수량이 아닙니다.'],
  'null-value': ['{path} has no value (null): a cluster reads it as {zero}.', '{path}에 값이 없습니다(null). 클러스터는 이를 {zeroKo}(으)로 읽습니다.'],
  'fractional-bytes': ['{path}: "{value}" is no whole number of bytes: M or Mi may be meant instead of m.', '{path}: "{value}"은(는) 바이트로 나누어떨어지지 않습니다. m 대신 M이나 Mi를 쓰려 한 것은 아닌지 확인하세요.'],
  'ignored-field': ['{path} has no effect here.{note}', '{path} 필드는 여기서 효과가 없습니다.'],
  'unknown-field': ['{path} is not a field of this kind.{hint}', '{path}은(는) 이 종류에 없는 필드입니다.{hintKo}'],
  'refused-field': ['{path} cannot be set in a manifest.', '{path} 필드는 매니페스트에 쓸 수 없습니다.'],
  'old-version': ['{from} is no longer served; {kind} is read as {to}.', '{from} 버전은 더 이상 제공되지 않아 {kind}을(를) {to} 버전으로 읽었습니다.'],
  'owned-object': ['{kind} "{name}" belongs to {owner}, which makes it again.', '{kind} "{name}"은(는) {owner}이(가) 다시 만들므로 제외했습니다.'],
  'finished-pod': ['Pod "{name}" has finished and holds nothing.', '파드 "{name}"은(는) 이미 종료되어 자원을 쓰지 않으므로 제외했습니다.'],
  'counted-only': ['{kind} "{name}" is counted by the cost model; the simulation does not run it.', '{kind} "{name}"은(는) 비용 계산에만 포함되고 시뮬레이션에서는 실행되지 않습니다.'],
  'unsupported-kind': ['{kind} "{name}" is not simulated.', '{kind} "{name}"은(는) 시뮬레이션하지 않는 종류입니다.'],
  'unsupported-version': ['{kind} "{name}" has the version {version}; {supported} is supported.', '{kind} "{name}"의 버전이 {version}입니다. 지원하는 버전은 {supported}입니다.'],
  'internal': ['The document could not be read: {detail}.', '문서를 읽지 못했습니다: {detail}.'],
} as const satisfies Record<string, readonly [en: string, ko: string]>

export type ManifestProblemCode = keyof typeof MESSAGES

/** Names of types, English and Korean. */
export const TYPE_WORDS: Readonly<Record<string, readonly [en: string, ko: string]>> = {
  string: ['text (string)', '문자열(string)'],
  integer: ['a whole number (integer)', '정수(integer)'],
  number: ['a number', '숫자(number)'],
  boolean: ['true or false (boolean)', '불리언(true 또는 false)'],
  quantity: ['a quantity (number or text such as 500m)', '수량(숫자 또는 500m 같은 문자열)'],
  intOrString: ['a whole number or text', '정수 또는 문자열'],
  time: ['a time (RFC 3339 text)', '시각(RFC 3339 문자열)'],
  list: ['a list', '리스트'],
  map: ['a mapping', '매핑(키와 값)'],
  shape: ['a mapping', '매핑(키와 값)'],
  null: ['nothing', '빈 값'],
}

/** The yaml package's error codes in words. */
export const SYNTAX_WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '들여쓰기에 탭을 쓸 수 없습니다',
  BAD_INDENT: '들여쓰기가 맞지 않습니다',
  MISSING_CHAR: '닫는 따옴표, 쉼표나 콜론이 빠졌습니다',
  BLOCK_AS_IMPLICIT_KEY: '한 줄에 콜론이 두 번 나옵니다. 들여쓰기를 확인하세요',
  BAD_SCALAR_START: '값이 예약된 문자로 시작합니다. 따옴표로 감싸세요',
  UNEXPECTED_TOKEN: '예상하지 못한 문자가 있습니다',
  MULTILINE_IMPLICIT_KEY: '키가 여러 줄에 걸쳐 있습니다. 콜론이 빠지지 않았는지 확인하세요',
  IMPOSSIBLE: '해석할 수 없는 문자가 있습니다',
  BAD_DQ_ESCAPE: '큰따옴표 안의 이스케이프가 잘못되었습니다',
}
