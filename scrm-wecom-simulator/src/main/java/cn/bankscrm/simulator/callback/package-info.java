/** Events on their way to the corp's callback address: their XML, the cipher, the courier who tries again. */
@NullMarked
package cn.bankscrm.simulator.callback;

import org.jspecify.annotations.NullMarked;
