export interface ScenarioCount {
  readonly passed: number
  readonly failed: number
}
export declare function scenarioCount(reportsFolder: string): ScenarioCount
