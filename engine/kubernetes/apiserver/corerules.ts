/** Rules of the kinds that every cluster needs: what the scheduler and the kubelet read. */
import {
  defaultNamespace, defaultNode, defaultPersistentVolume, defaultPersistentVolumeClaim, defaultSecret, defaultService, defaultStorageClass,
} from './defaults/core.ts'
import { defaultPod } from './defaults/pod.ts'
import { rulesOf } from './kindrules.ts'
import type { KindRules } from './kindrules.ts'
import { allocateAddress, holdGated, keepAddress } from './strategy.ts'
import { checkConfigMap, checkSecret, decodeBytes } from './validation/config.ts'
import { checkNode, checkPersistentVolume, checkPersistentVolumeClaim, checkPriorityClass, checkService, checkStorageClass } from './validation/core.ts'
import { checkPod } from './validation/pod.ts'
import type { ConfigMap, Secret } from '../types/index.ts'

const decodeSecret = (secret: Secret) => decodeBytes(secret, secret.data)
const decodeConfigMap = (map: ConfigMap) => decodeBytes(map, map.binaryData)

export const CORE_RULES: readonly KindRules[] = [
  rulesOf('ConfigMap', { prepare: decodeConfigMap, prepareUpdate: decodeConfigMap, check: checkConfigMap }),
  rulesOf('Namespace', { defaults: defaultNamespace }),
  rulesOf('Node', { defaults: defaultNode, check: checkNode }),
  rulesOf('PersistentVolume', { defaults: defaultPersistentVolume, check: checkPersistentVolume }),
  rulesOf('PersistentVolumeClaim', { defaults: defaultPersistentVolumeClaim, check: checkPersistentVolumeClaim }),
  rulesOf('Pod', { prepare: holdGated, defaults: defaultPod, check: checkPod }),
  rulesOf('PriorityClass', { check: checkPriorityClass }),
  rulesOf('Secret', { prepare: decodeSecret, prepareUpdate: decodeSecret, defaults: defaultSecret, check: checkSecret }),
  rulesOf('Service', { prepare: allocateAddress, prepareUpdate: keepAddress, defaults: defaultService, check: checkService }),
  rulesOf('StorageClass', { defaults: defaultStorageClass, check: checkStorageClass }),
]
