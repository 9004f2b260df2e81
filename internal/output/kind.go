package output

import (
	"mime"
	"path"
	"strings"
)

// ContentType returns the media type of a file by its name, or "" if it is
// unknown.
func ContentType(address string) string {
	ext := strings.ToLower(path.Ext(address))
	if kind, ok := contentTypes[ext]; ok {
		return kind
	}
	return mime.TypeByExtension(ext)
}

// contentTypes are those of the files of a guide. They are not looked up in the
// system's table: that of Windows may contain text/plain for scripts, which
// browsers then refuse to run.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".json": "application/json", ".webmanifest": "application/manifest+json", ".geojson": "application/geo+json", ".zip": "application/zip",
	".xml": "text/xml; charset=utf-8", ".gpx": "application/gpx+xml", ".kml": "application/vnd.google-earth.kml+xml",
	".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".pdf": "application/pdf",
	".svg": "image/svg+xml", ".jpg": "image/jpeg", ".png": "image/png", ".woff2": "font/woff2", ".ttf": "font/ttf",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".opus": "audio/ogg", ".wav": "audio/wav", ".flac": "audio/flac",
	".oga": "audio/ogg", ".aac": "audio/aac", ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".vtt": "text/vtt; charset=utf-8",
}
