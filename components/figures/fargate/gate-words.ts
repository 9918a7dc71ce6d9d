import type { Localized } from '../../../data/localized.ts'
import type { GateScenario } from './gate-scenarios.ts'

export const strings = {
  figure: { ko: 'Fargate의 문', en: 'The gate of Fargate' },
  gate: { ko: 'Fargate 프로파일', en: 'Fargate profiles' },
  namespace: { ko: '네임스페이스', en: 'namespace' },
  daemon: { ko: 'DaemonSet: 노드로', en: 'DaemonSet: to nodes' },
  noMatch: { ko: '맞는 프로파일 없음', en: 'no profile matches' },
  node: { ko: 'EC2 노드', en: 'EC2 node' },
  starting: (machines: number): Localized => ({ ko: '머신을 띄우는 중', en: machines === 1 ? 'its machine is starting' : 'their machines are starting' }),
  waits: { ko: '대기', en: 'waits' },
  asked: { ko: '요청', en: 'asked' },
  billed: { ko: '청구', en: 'billed' },
  overhead: { ko: 'Fargate 몫 256 MB', en: 'Fargate’s 256 MB' },
  total: (pods: number): Localized => ({ ko: `Fargate 파드 ${pods}개 합계`, en: `${pods} Fargate pods in all` }),
  perPod: { ko: '파드당 크기', en: 'sizes per pod' },
  spare: { ko: '올림', en: 'rounded up' },
  own: { ko: '내 매니페스트', en: 'Your manifest' },
  table: { ko: '표', en: 'Table' },
  pods: { ko: '파드', en: 'Pods' },
  decision: { ko: '문이 정한 곳', en: 'Where the gate sends them' },
  question: { ko: '파드들이 문 앞에 왔습니다. 누가 Fargate로 갈까요?', en: 'Pods are at the gate. Which of them go to Fargate?' },
  empty: { ko: '파드가 문 앞에 오기 전입니다.', en: 'No pod has come to the gate yet.' },
  models: {
    ko: '프로파일, 크기표, 거절하는 말은 AWS 문서와 공개된 이벤트를 따릅니다. 머신이 뜨는 시간은 가정이며 용량 부족과 한도는 다루지 않습니다.',
    en: 'Profiles, sizes and refusals follow AWS’s pages and events quoted in public. Start times are an assumption; shortages and quotas are left out.',
  },
} satisfies Record<string, Localized | ((...counts: number[]) => Localized)>

export const scenarioTitles: Record<GateScenario, Localized> = {
  sized: { ko: '크기', en: 'Sizes' },
  sidecar: { ko: '사이드카', en: 'Sidecar' },
  refused: { ko: '거절', en: 'Refused' },
  profiles: { ko: '프로파일 둘', en: 'Two profiles' },
  own: { ko: '내 것', en: 'Yours' },
}
