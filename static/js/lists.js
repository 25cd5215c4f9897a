// A list whose results change in place: tells the new count, and keeps the reader's place.
// Without this script the same links and forms load a page of their own.

const list = () => document.getElementById("list");
let filtersWereOpen = false;
let askedByPaging = false;

document.addEventListener("htmx:configRequest", (event) => {
  // An empty box is no filter; it has no place in an address.
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") delete parameters[name];
  }
});

document.addEventListener("htmx:beforeSwap", (event) => {
  filtersWereOpen = Boolean(list().querySelector(".side-toggle")?.open);
  askedByPaging = Boolean(event.detail.requestConfig.elt.closest(".pages"));
});

document.addEventListener("htmx:afterSettle", () => {
  const heading = document.getElementById("results");
  if (filtersWereOpen) list().querySelector(".side-toggle").open = true;
  if (askedByPaging) heading.focus();
  document.getElementById("list-told").textContent = heading.textContent.trim();
  // Outside the list, the same page in the other language.
  for (const twin of document.querySelectorAll(".top-language a")) {
    twin.search = window.location.search;
  }
});

// Whatever goes wrong here, the address itself still answers.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:swapError"]) {
  document.addEventListener(failure, (event) => {
    const asked = event.detail.requestConfig;
    window.location.assign(event.detail.pathInfo?.finalRequestPath ?? asked?.path ?? window.location.href);
  });
}
