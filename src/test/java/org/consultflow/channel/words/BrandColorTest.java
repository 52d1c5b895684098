package org.consultflow.channel.words;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BrandColorTest {

    @ParameterizedTest
    @ValueSource(strings = {"#0f6b66", "#000000", "#ffffff", "#ffcc00", "#c2185b", "#777777", "#00e5ff"})
    void text_in_any_brand_colour_can_be_read_on_light_on_dark_and_on_the_colour_itself(String hex) {
        BrandColor brand = BrandColor.of(hex);

        assertThat(brand.textOnIt().contrastWith(brand)).isGreaterThanOrEqualTo(4.5);
        assertThat(brand.onLight().contrastWith(BrandColor.of("#eef2f2"))).isGreaterThanOrEqualTo(4.5);
        assertThat(brand.onDark().contrastWith(BrandColor.of("#262f33"))).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void contrast_is_what_wcag_says_it_is() {
        assertThat(BrandColor.of("#000000").contrastWith(BrandColor.of("#ffffff")))
                .isEqualTo(21.0);
        assertThat(BrandColor.of("#777777").contrastWith(BrandColor.of("#ffffff")))
                .isBetween(4.47, 4.49);
    }

    @Test
    void what_is_no_colour_is_refused_in_a_sentence() {
        assertThatThrownBy(() -> BrandColor.of("teal")).hasMessageContaining("consultflow.clinic.color");
    }
}
