package cn.bankscrm.compliance.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.compliance.sampling.Agreement.Pair;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgreementTests {

    /** A table that is worked through in many textbooks: 20 and 15 alike, 5 and 10 not; po 0.7, pe 0.5. */
    @Test
    void isWhatTheFormulaSaysOfATableWorkedByHand() {
        List<Pair> pairs = new ArrayList<>();
        pairs.addAll(Collections.nCopies(20, new Pair("", "")));
        pairs.addAll(Collections.nCopies(5, new Pair("", "误导")));
        pairs.addAll(Collections.nCopies(10, new Pair("误导", "")));
        pairs.addAll(Collections.nCopies(15, new Pair("误导", "误导")));
        Agreement agreement = Agreement.of(pairs);
        assertThat(agreement).isEqualTo(new Agreement(50, 35, Optional.of(new BigDecimal("0.400"))));
        assertThat(agreement.share()).contains(new BigDecimal("0.7000"));
    }

    @Test
    void isOneWhereAllAgreeAndLessThanNothingWhereTheyContradict() {
        assertThat(Agreement.of(List.of(new Pair("", ""), new Pair("误导", "误导"))).kappa())
                .contains(new BigDecimal("1.000"));
        assertThat(Agreement.of(List.of(new Pair("", "误导"), new Pair("误导", ""))).kappa())
                .contains(new BigDecimal("-1.000"));
    }

    @Test
    void isNothingWhereChanceExplainsEverything() {
        assertThat(Agreement.of(List.of())).isEqualTo(new Agreement(0, 0, Optional.empty()));
        assertThat(Agreement.of(List.of(new Pair("", ""), new Pair("", ""))))
                .isEqualTo(new Agreement(2, 2, Optional.empty()));
    }
}
