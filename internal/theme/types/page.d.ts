// What internal/theme gives each script of a page.

/** The one object that the scripts of a page share, and its only global name. */
interface Wayside {
  /** The guide's worker, once it is active. Set by shared/page.js where the browser has workers. */
  worker?: Promise<ServiceWorkerRegistration>;
  /** Set by shared/enlarge.js where pictures enlarge, and replaced by viewer/viewer.js: shows a picture, or the one of the history's entry. Missing where none enlarge. */
  view: (picture?: HTMLImageElement) => void;
  /** Set by shared/later.js on pages with scripts that are loaded on demand: watches those of a part that is new on the page. */
  watch?: (part: ParentNode) => void;
  /** Set by shared/audience.js on pages with something for some audiences only: the id of the chosen one, "" for all. */
  audience?: string;
  /** Set by search/find.js on the search page. */
  search?: typeof search;
  /** Set by finder/finder.js on the list of many sites: takes columns of the sites. */
  finder?: { take: (columns: Partial<Columns>) => void };
  /** Set by handout/printed.js, and called by the script next to a handout's PDFs: how much paper each takes, by its name. */
  paper?: (sizes: Record<string, string>) => void;
  /** Set by handout/timetable.js on a handout whose settings were opened. */
  timetable?: typeof timetable;
  /** Set by learn/normal.js once an answer is typed: the form in which answers are compared. */
  normal?: (text: string) => string;
  /** Set by learn/hand-in.js once a result is opened: shows it. */
  handIn?: (to: Element, mine: Mine, set: Pick<Outcome, "source" | "route" | "version" | "audience" | "marks">, use: { keep: (next: Mine) => void, again: () => void, other: () => void }) => void;
  /** Set by learn/decode.js once it is needed: the QR codes in a picture, which it changes. */
  decode?: (picture: ImageData) => Code[];
  /** Set by handout/settings.js there, for tests. */
  settings?: typeof settings;
}

declare const wayside: Wayside;

/** The words of the page's language that internal/theme/parts.go lists for the script, by key. */
declare const words: Record<string, string>;

/** The classes of characters that count as the same, separated by spaces, in the scripts that internal/theme/parts.go lists with them. */
declare const variants: string;

/** learn/jsqr.js, which is not ours: finds a QR code. */
declare const jsQR: (data: Uint8ClampedArray, width: number, height: number) => { data: string, location: Record<"topLeftCorner" | "topRightCorner" | "bottomRightCorner" | "bottomLeftCorner", { x: number, y: number }> } | null;

interface Navigator {
  /** Network Information API, in Chromium only. */
  readonly connection?: { readonly saveData?: boolean };
}
