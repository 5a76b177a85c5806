/** Somebody whose mobile number the scenario holds on lease. */
export interface Citizen {
  /** What the feature calls them; the first one may have no name. */
  readonly name: string | undefined
  /** Ten digits, without country code. */
  readonly mobileNumber: string
  /** Whether egov-user knows the number. */
  readonly isRegistered: boolean
  /** Where e-mails go; missing for whom the scenario gave none. */
  readonly emailAddress?: string
}
