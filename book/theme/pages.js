// Highlights a term of an equation together with its name in the code, on hover and on keyboard focus.
(function () {
    "use strict";

    function termOf(element) {
        const term = element.closest && element.closest(".term");
        return term && Array.from(term.classList).find((name) => name.startsWith("t-"));
    }

    function light(element, isOn) {
        const name = termOf(element);
        const pair = name && element.closest(".pair");
        if (!pair) return;
        pair.querySelectorAll("." + CSS.escape(name)).forEach((same) => same.classList.toggle("lit", isOn));
    }

    for (const [event, isOn] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
        document.addEventListener(event, (happened) => light(happened.target, isOn));
    }

    // Makes blocks that may need scrolling focusable with the keyboard.
    document.querySelectorAll("main pre:not([tabindex]), main .table-wrapper").forEach((block) => block.setAttribute("tabindex", "0"));

    // Gives the toggle of the sidebar the role of a button, for screen readers.
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    if (toggle) toggle.setAttribute("role", "button");
})();
