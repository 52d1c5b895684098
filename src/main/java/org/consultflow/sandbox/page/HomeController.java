package org.consultflow.sandbox.page;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Where a visitor of the bare address is led. */
@Hidden
@Controller
class HomeController {

    private final boolean page;

    HomeController(@Value("${consultflow.sandbox.page:false}") boolean page) {
        this.page = page;
    }

    @GetMapping("/")
    String home() {
        return page ? "redirect:/sandbox" : "redirect:/api-docs";
    }

    /** The page itself; the gate answers 404 before, while there is none. */
    @GetMapping({"/sandbox", "/sandbox/"})
    String page() {
        return "forward:/sandbox/index.html";
    }
}
