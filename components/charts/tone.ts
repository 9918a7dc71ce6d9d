/** The tones of styles/charts.css. */
export type Tone = 'control' | 'data' | 'data-soft' | 'data-pale' | 'own' | `plane-${'self-managed' | 'managed' | 'karpenter' | 'auto-mode' | 'fargate'}` | 'quiet' | 'ink' | 'bad'
