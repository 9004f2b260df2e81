package render

import "testing"

func TestLicenceAddress(t *testing.T) {
	for licence, want := range map[string]string{
		"CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/", "CC BY-SA 3.0": "https://creativecommons.org/licenses/by-sa/3.0/",
		"CC BY-NC-ND 4.0": "https://creativecommons.org/licenses/by-nc-nd/4.0/", "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
		"https://example.org/licence": "https://example.org/licence", "馆方授权": "", "": "", "CC BY": "",
	} {
		if got := licenceAddress(licence); got != want {
			t.Errorf("%q: %q, want %q", licence, got, want)
		}
	}
}
