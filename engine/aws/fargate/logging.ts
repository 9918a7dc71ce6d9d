/** Whether the log router that is built into Fargate ships a pod's logs. Models "Start AWS Fargate logging for your cluster" (fargate-logging) of the EKS user guide; leaves out the checks of Fluent Bit's configuration. */
import type { ObjectReader } from '../../kubernetes/apiserver/objectreader.ts'

/** Characters that its ConfigMap may have. */
const LONGEST = 5300

export interface FargateLogging {
  enabled: boolean
  /** On the pod, as annotation `Logging`. */
  annotation: string
  /** As the pod's event says it. */
  message: string
}

export function fargateLogging(reader: ObjectReader): FargateLogging {
  const settings = reader.get('ConfigMap', 'aws-observability', 'aws-logging')
  const off = (reason: string, message: string) => ({ enabled: false, annotation: `LoggingDisabled: ${reason}`, message })
  if (!settings) return off('LOGGING_CONFIGMAP_NOT_FOUND', 'Disabled logging because aws-logging configmap was not found. configmap "aws-logging" not found')
  const { data = {} } = settings
  if (!data['output.conf'] || JSON.stringify(data).length > LONGEST) return off('LOGGING_CONFIGMAP_INVALID', 'Disabled logging because aws-logging configmap is invalid')
  return { enabled: true, annotation: 'LoggingEnabled', message: 'Successfully enabled logging for pod' }
}
