// Package audit tests a built guide from outside, as a reader, a browser, a
// search engine and a validator see it. It has tests only.
//
// # Guides
//
// Each guide is built at most once per run, when the first test asks for it,
// and is shared by all tests, which must not change it:
//
//   - sample, the project of this repository, and teacherEdition, the sample
//     with its answers;
//   - half, in testdata/half, of which a part is translated;
//   - lake, two routes that share a site, before and after an edit;
//   - indexed, with so many texts that its search has an index;
//   - generated, a large guide, where the script that writes it is next to the
//     checkout.
//
// # Files
//
// crawl, page, reference, feed, weight and golden read the published files.
// views, layout, legible, light, map, print and file open pages in a browser.
// handout, search and offline are about those parts of a page. A host is a bad
// network for the offline tests. goldens are rewritten with -update.
//
// # The browser
//
// Tests share one browser, which is found as wayside build --pdf finds it: on
// the PATH, in the usual places, or named by WAYSIDE_BROWSER. Each test opens a
// tab in a profile of its own with newTab, which makes the test parallel; four
// run at once unless -parallel says otherwise. Without a browser, and with
// -short, these tests are skipped. With CI=true a missing browser is a failure.
//
// A test waits for a condition, with tab.until or package await, and never for
// a time. Where something must not happen, tab.stopClock and tab.advance run
// the page's timers.
//
// # One test
//
//	go test ./internal/audit -run 'TestViews/en' -v
//
// Tests that need another program are skipped without it and say so. Three
// measure and assert nothing about time; they run where a variable is set:
// WAYSIDE_LIGHTHOUSE, WAYSIDE_SEARCH and WAYSIDE_TIMES, see docs/benchmarks.md.
package audit
