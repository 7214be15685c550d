// Sets the colour scheme before the first paint, so that a dark room is not lit up by a white page.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("huikuan:scheme");
  } catch {
    // storage may be forbidden; the system's scheme is a good answer
  }
  if (chosen !== "light" && chosen !== "dark") {
    chosen = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }
  document.documentElement.setAttribute("data-mantine-color-scheme", chosen);
})();
