// A cucumber formatter that writes nothing: the console belongs to the masked reports.
export const type = 'formatter'
export const formatter = () => undefined
