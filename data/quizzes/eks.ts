import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '다음 중 EKS가 언제나 대신 해 주는 일은?', en: 'Which of these does EKS always do for you?' },
    right: 1,
    answers: [
      { text: { ko: '애플리케이션 이미지 빌드', en: 'Building the application image' }, why: { ko: '이미지와 그 안의 코드는 언제나 내 몫입니다.', en: 'The image and the code in it are always yours.' } },
      { text: { ko: 'etcd와 API 서버 운영', en: 'Running etcd and the API servers' }, why: { ko: '컨트롤 플레인은 어떤 데이터 플레인을 골라도 AWS가 운영합니다.', en: 'AWS runs the control plane, whichever data plane you choose.' } },
      { text: { ko: '모든 노드의 패치', en: 'Patching every node' }, why: { ko: '노드를 누가 패치하는지는 고른 데이터 플레인에 달렸습니다.', en: 'Who patches nodes depends on the data plane you choose.' } },
    ],
  },
  {
    prompt: { ko: 'kubectl apply가 성공했습니다. 이때 확실한 것은?', en: 'kubectl apply succeeded. What do you know for sure?' },
    right: 0,
    answers: [
      { text: { ko: '원하는 상태가 저장됐다', en: 'The desired state is stored' }, why: { ko: 'API 서버가 etcd에 기록한 뒤에 응답합니다.', en: 'The API server answers once etcd has it.' } },
      { text: { ko: '파드가 노드에 배정됐다', en: 'The pod has a node' }, why: { ko: '스케줄러는 응답이 끝난 뒤에 따로 움직입니다.', en: 'The scheduler acts by itself, after the answer.' } },
      { text: { ko: '컨테이너가 실행 중이다', en: 'The container is running' }, why: { ko: '실행은 kubelet이 배정을 본 다음의 일입니다.', en: 'That comes later, once a kubelet sees its assignment.' } },
    ],
  },
  {
    prompt: { ko: '컨트롤 플레인은 AWS에, 노드는 내 전산실에 두려면?', en: 'Control plane in AWS, nodes in your own data centre. Which one?' },
    right: 2,
    answers: [
      { text: { ko: 'AWS Fargate', en: 'AWS Fargate' }, why: { ko: 'Fargate는 AWS 리전 안에서만 파드를 실행합니다.', en: 'Fargate runs pods in AWS Regions only.' } },
      { text: { ko: 'EKS Anywhere', en: 'EKS Anywhere' }, why: { ko: '컨트롤 플레인까지 내 전산실에서 내가 운영합니다.', en: 'There the control plane is on your site too, and yours to run.' } },
      { text: { ko: 'EKS Hybrid Nodes', en: 'EKS Hybrid Nodes' }, why: { ko: '내 서버를 리전에 있는 EKS 클러스터의 노드로 붙입니다.', en: 'It joins your machines as nodes to an EKS cluster in a Region.' } },
    ],
  },
]
