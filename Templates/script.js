"use strict";
// The page is complete without this; it only adds a button that switches between light and dark.
(function () {
  var root = document.documentElement;
  var dark = function () {
    var chosen = root.getAttribute("data-theme");
    return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
  };
  var button = document.createElement("button");
  button.type = "button";
  button.className = "theme";
  var show = function () {
    button.textContent = dark() ? "Light theme" : "Dark theme";
  };
  button.addEventListener("click", function () {
    root.setAttribute("data-theme", dark() ? "light" : "dark");
    show();
  });
  show();
  document.body.insertBefore(button, document.querySelector("header"));
})();
