/** When in its period the autoscaler decides: the same for every lane of a seed. */
import { hash32, Random } from '../../kubernetes/apimachinery/random.ts'
import { HPA_CONFIG } from '../../kubernetes/controllers/podautoscaler/config.ts'

/** The autoscaler's first decision (virtual ms); the others follow a period apart. */
export function hpaPhaseMs(seed: number): number {
  return new Random(hash32(`${seed} phase`)).int(HPA_CONFIG.hpaSyncPeriodMs)
}
