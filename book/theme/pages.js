// Highlights a term of an equation together with its name in the code, on hover and on keyboard focus, and marks boxes that
// go on to the side.
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

    // Makes blocks that may need scrolling focusable with the keyboard, and fades the side on which they go on.
    const boxes = document.querySelectorAll("main pre > code, main .equation, main .wide, main .table-wrapper");
    function fade(box) {
        const hidden = box.scrollWidth - box.clientWidth;
        box.classList.toggle("more-left", box.scrollLeft > 2);
        box.classList.toggle("more-right", box.scrollLeft < hidden - 2);
    }
    const resized = new ResizeObserver((changes) => changes.forEach((change) => fade(change.target)));
    for (const box of boxes) {
        box.setAttribute("tabindex", "0");
        box.addEventListener("scroll", () => fade(box), { passive: true });
        resized.observe(box);
    }

    // Gives the toggle of the sidebar the role of a button, for screen readers.
    const toggle = document.getElementById("mdbook-sidebar-toggle");
    if (toggle) toggle.setAttribute("role", "button");
})();
