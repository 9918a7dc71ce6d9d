/** The tones of styles/charts.css. */
export type Tone = 'control' | 'control-soft' | 'data' | 'data-soft' | 'data-pale' | 'fargate' | 'fargate-soft' | 'fargate-pale' | 'own' | 'quiet' | 'ink' | 'bad'
