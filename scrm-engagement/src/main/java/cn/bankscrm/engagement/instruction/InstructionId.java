package cn.bankscrm.engagement.instruction;

/** Identifies an instruction. */
public record InstructionId(long value) {}
