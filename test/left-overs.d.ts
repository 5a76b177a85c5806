export declare const marker: string
export declare function processesMarked(mark: string): readonly string[]
export declare function runFolders(): readonly string[]
