package cn.bankscrm.core.importing;

/**
 * One thing that is wrong with a file.
 *
 * @param line the line on which the row begins; the header is line 1
 * @param column the column's name; empty when the row or the file as a whole is meant
 * @param reason in Chinese, in words of the job; never repeats the value
 */
public record RowFault(long line, String column, String reason) {}
