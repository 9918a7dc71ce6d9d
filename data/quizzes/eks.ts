import type { Question } from './question.ts'

export const questions: readonly Question[] = [
  {
    prompt: { ko: '노드가 API 서버에 닿지 못합니다. 여러분이 할 수 있는 일은?', en: 'Nodes cannot reach the API server. What can you do?' },
    right: 1,
    answers: [
      { text: { ko: 'API 서버에 들어가 로그를 본다', en: 'Log in to the API server for its logs' }, why: { ko: '서버는 AWS의 VPC에 있어 들어갈 수 없습니다. 로그는 켜 두면 CloudWatch로 옵니다.', en: 'Its servers are in AWS\'s VPC. Once turned on, its logs come to CloudWatch.' } },
      { text: { ko: '서브넷과 보안 그룹을 살핀다', en: 'Check your subnets and security groups' }, why: { ko: '두 VPC를 잇는 네트워크 인터페이스가 내 서브넷에 있습니다.', en: 'The interfaces between the two VPCs are in your subnets.' } },
      { text: { ko: 'API 서버를 다시 시작한다', en: 'Restart the API server' }, why: { ko: '컨트롤 플레인은 EKS가 운영합니다. 다시 시작하는 버튼도 명령도 없습니다.', en: 'EKS runs the control plane: there is no button or command for that.' } },
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
    prompt: { ko: '이미 사 둔 서버 40대를 쓰고, 컨트롤 플레인은 맡기려면?', en: 'You own 40 servers and want AWS to run the control plane. Which one?' },
    right: 2,
    answers: [
      { text: { ko: 'AWS Outposts', en: 'AWS Outposts' }, why: { ko: 'AWS 장비를 들이는 방식이라 가진 서버는 쓰지 못합니다.', en: 'It comes on AWS hardware; your own servers cannot join.' } },
      { text: { ko: 'EKS Anywhere', en: 'EKS Anywhere' }, why: { ko: '컨트롤 플레인까지 내 데이터센터에서 내가 운영합니다.', en: 'There you run the control plane too, on your site.' } },
      { text: { ko: 'EKS Hybrid Nodes', en: 'EKS Hybrid Nodes' }, why: { ko: '내 서버를 리전에 있는 EKS 클러스터의 노드로 붙입니다.', en: 'It joins your machines as nodes to an EKS cluster in a Region.' } },
    ],
  },
]
