/** Volumes of a pod. Models pkg/apis/core/validation/validation.go (ValidateVolumes, validateVolumeSource); sources' own fields only where they name something. */
import type { FieldError } from '../errors.ts'
import { duplicate, forbiddenField, required } from '../errors.ts'
import type { Volume } from '../../types/index.ts'
import { checkName } from './names.ts'

/** In upstream's order: the first that is there counts, every other is one too many. */
const SOURCES = [
  'emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs',
  'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO',
  'csi', 'ephemeral', 'image',
]

/** Also gathers the names that mounts may use. */
export function checkVolumes(volumes: readonly Volume[] | undefined, field: string, names: Set<string>): FieldError[] {
  return (volumes ?? []).flatMap((volume, i) => {
    const at = `${field}[${i}]`
    const errors = [...checkSource(volume, at), ...(volume.name ? checkName('label', volume.name, `${at}.name`) : [required(`${at}.name`)])]
    if (names.has(volume.name)) errors.push(duplicate(`${at}.name`, volume.name))
    names.add(volume.name)
    return errors
  })
}

function checkSource(volume: Volume, at: string): FieldError[] {
  const sources = SOURCES.filter(source => (volume as unknown as Record<string, unknown>)[source] !== undefined)
  const [first, ...others] = sources
  const errors = others.map(source => forbiddenField(`${at}.${source}`, 'may not specify more than 1 volume type'))
  if (first === undefined) return [required(at, 'must specify a volume type')]
  const { hostPath, secret, configMap, persistentVolumeClaim, csi } = volume
  if (hostPath && !hostPath.path) errors.push(required(`${at}.hostPath.path`))
  if (secret && !secret.secretName) errors.push(required(`${at}.secret.secretName`))
  if (configMap && !configMap.name) errors.push(required(`${at}.configMap.name`))
  if (persistentVolumeClaim && !persistentVolumeClaim.claimName) errors.push(required(`${at}.persistentVolumeClaim.claimName`))
  if (csi && !csi.driver) errors.push(required(`${at}.csi.driver`))
  return errors
}
