package colour

// The paper of the built-in theme's pages and the cards on it, light and dark. A test
// compares them with the theme's stylesheet.
var (
	LightPaper = []Colour{{0xF7, 0xF3, 0xEC}, {0xFF, 0xFD, 0xF9}}
	DarkPaper  = []Colour{{0x19, 0x18, 0x16}, {0x22, 0x20, 0x1D}}
)

// LeastContrast is the least contrast of text, as WCAG 2.2 requires at level AA.
const LeastContrast = 4.5
