// What internal/theme and internal/offline give the worker.

interface Wayside {
  /** What sw.js declares before it loads the worker: see Shell in internal/offline. */
  build: {
    /** Changes with any file of the guide. */
    version: string;
    /** The SHA-256 of the files that always work without a network, by address. */
    files: Record<string, string>;
    /** The page of saved routes by the folder of its language, "" for the default. */
    saved: Record<string, string>;
  };
}

declare const wayside: Wayside;
