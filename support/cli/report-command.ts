// `kata report`: its argument. The page is made in report/.
import type { Command } from 'commander'

/** Adds the command; `answer` gets the exit code. */
export function addReportCommand(program: Command, answer: (exitCode: number) => void): void {
  program
    .command('report')
    .description('Make the Allure page of the last run: one HTML file, without Java.')
    .option('--reports <folder>', 'the folder that the run was given (default: reports/)')
    .addHelpText('after', exitCodes)
    .action(async ({ reports }: { reports?: string }) => {
      const { report } = await import('../run/index.js')
      answer(await report(reports === undefined ? {} : { reportsFolder: reports }))
    })
}

const exitCodes = `
Exit codes:
  0    the page is there
  2    there are no results, or the package "allure" is not installed
  3    the page could not be written`
