/** The Kubernetes version that the engine's rules follow: the API server's, and that of a kubelet of which nothing else is said. */
export const KUBERNETES_VERSION = 'v1.36.0'
