// A term of an equation and its name in the code light up together, by pointer and by keyboard.
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

    // What may have to be scrolled can be reached by keyboard.
    document.querySelectorAll("main pre:not([tabindex]), main .table-wrapper").forEach((block) => block.setAttribute("tabindex", "0"));

    // The switch of the sidebar says that it is a button.
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    if (toggle) toggle.setAttribute("role", "button");
})();
