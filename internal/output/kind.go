package output

import (
	"mime"
	"path"
	"strings"
)

// ContentType returns a file's media type for a server; "" if it is unknown.
func ContentType(address string) string {
	ext := strings.ToLower(path.Ext(address))
	if kind, ok := contentTypes[ext]; ok {
		return kind
	}
	return mime.TypeByExtension(ext)
}

// contentTypes are of what a guide is made of. Windows may call a script
// text/plain, which a browser then refuses to run.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".geojson": "application/geo+json", ".zip": "application/zip",
	".xml": "text/xml; charset=utf-8", ".gpx": "application/gpx+xml", ".kml": "application/vnd.google-earth.kml+xml",
	".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".pdf": "application/pdf",
	".svg": "image/svg+xml", ".jpg": "image/jpeg", ".png": "image/png", ".woff2": "font/woff2", ".ttf": "font/ttf",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
}
