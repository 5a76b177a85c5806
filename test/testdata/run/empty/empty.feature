Feature: Examples without a row

  Scenario Outline: Nothing to run this with
    * it <does>

    Examples:
      | does |

  Scenario: A step that passes
    * it passes
