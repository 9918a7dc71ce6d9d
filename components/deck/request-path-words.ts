export const strings = {
  title: { ko: '요청이 들어오는 길', en: 'How a request gets in' },
  description: {
    ko: '사용자의 요청은 Application Load Balancer를 거쳐 파드의 IP로 곧장 간다. AWS Load Balancer Controller가 Ingress나 Gateway를 보고 로드 밸런서를 만들고, EndpointSlice를 보고 파드의 IP를 대상으로 등록한다.',
    en: 'A user\'s request goes through an Application Load Balancer straight to the IP of a pod. The AWS Load Balancer Controller watches Ingresses and Gateways and creates the load balancer; it watches EndpointSlices and registers the pods\' addresses as targets.',
  },
  user: { ko: '사용자', en: 'User' },
  pod: { ko: '파드', en: 'Pod' },
  ingress: { ko: 'Ingress 또는\nGateway', en: 'Ingress or\nGateway' },
  addresses: { ko: '파드의 주소', en: 'pod addresses' },
  watched: { ko: '감지', en: 'watched' },
  makes: { ko: '만들고 대상을 등록', en: 'creates, registers' },
} as const
