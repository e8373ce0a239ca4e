package cn.bankscrm.engagement.instruction;

import java.util.List;

/** What came of issuing. */
public sealed interface Issued {

    /**
     * @param people whom it is meant for
     * @param again whether the same form had been sent before
     */
    record Done(InstructionId id, int people, boolean again) implements Issued {}

    /** Nothing was issued. */
    record Refused(List<InstructionProblem> problems) implements Issued {

        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
