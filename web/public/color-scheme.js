// Sets the color scheme and the density before the first paint, so that a dark
// room stays dark and no row jumps.
// A file of its own, because the content policy allows no script in the page.
(function () {
  var scheme = "auto";
  var density = null;
  try {
    density = localStorage.getItem("switchyard-density");
    scheme = localStorage.getItem("mantine-color-scheme-value") || scheme;
  } catch {
    // Storage is switched off: the system's scheme it is.
  }
  if (scheme !== "light" && scheme !== "dark") {
    scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
  if (density) document.documentElement.setAttribute("data-density", density);
})();
