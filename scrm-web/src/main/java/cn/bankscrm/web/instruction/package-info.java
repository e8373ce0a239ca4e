/** Pages of instructions: the board, the form to issue one, the river of one, and what a member of staff sees of it. */
@NullMarked
package cn.bankscrm.web.instruction;

import org.jspecify.annotations.NullMarked;
