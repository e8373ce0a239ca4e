package cn.bankscrm.web.tracking;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.engagement.sales.RefusedSales;
import cn.bankscrm.engagement.sales.SaleFault;
import cn.bankscrm.engagement.sales.SaleKind;
import cn.bankscrm.engagement.sales.SaleOrder;
import cn.bankscrm.engagement.sales.SaleState;
import cn.bankscrm.engagement.sales.Sales;
import cn.bankscrm.web.problem.Problems;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bank's systems tell what customers ordered. */
@RestController
@RequestMapping("/api/v1/sales")
class SalesApi {

    private static final int MOST = 1_000;
    private static final int MOST_FAULTS = 100;
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern YUAN = Pattern.compile("-?\\d{1,15}(\\.\\d{1,2})?");

    private final Sales sales;
    private final Problems problems;

    SalesApi(Sales sales, Problems problems) {
        this.sales = sales;
        this.problems = problems;
    }

    /**
     * Takes a batch of 1 to 1,000 orders, all or none. An order that stands already, by its number and state, is taken
     * as said again. 400 names each order at fault by its index, with field and reason.
     */
    @PostMapping
    Answer take(@RequestBody List<@Nullable OrderBody> orders) {
        if (orders.isEmpty() || orders.size() > MOST) {
            throw new WrongSize();
        }
        List<SaleFault> faults = new ArrayList<>();
        List<SaleOrder> read = new ArrayList<>();
        for (int index = 0; index < orders.size(); index++) {
            Fields fields = new Fields(index, faults);
            OrderBody body = orders.get(index);
            SaleOrder order = body == null ? fields.missing() : body.order(fields);
            if (order != null) {
                read.add(order);
            }
        }
        if (!faults.isEmpty()) {
            throw new RefusedSales(faults);
        }
        Sales.Taken taken = sales.take(read);
        return new Answer(taken.received(), taken.added(), taken.received() - taken.added());
    }

    @ExceptionHandler
    ProblemDetail refused(RefusedSales refused) {
        ProblemDetail problem = problems.of(HttpStatus.BAD_REQUEST.value(), "orders-refused");
        problem.setTitle("订单有误");
        problem.setDetail("整批未收:共 " + refused.faults().size() + " 处有误");
        problem.setProperty(
                "errors",
                refused.faults().stream()
                        .limit(MOST_FAULTS)
                        .map(fault -> Map.of("index", fault.index(), "field", fault.field(), "reason", fault.reason()))
                        .toList());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail wrongSize(WrongSize wrong) {
        ProblemDetail problem = problems.of(HttpStatus.BAD_REQUEST.value(), "batch-size");
        problem.setTitle("批量有误");
        problem.setDetail("每批 1 至 " + MOST + " 笔");
        return problem;
    }

    /** The batch is empty or too large. */
    static final class WrongSize extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /**
     * What became of the batch.
     *
     * @param added orders that were not known in this state
     * @param known orders that stood already
     */
    record Answer(int received, int added, int known) {}

    /**
     * An order as it is sent; each field is read by itself, so that whatever is wrong is named.
     *
     * @param amount yuan, with at most two decimals
     * @param income yuan, with at most two decimals; may be below zero
     * @param at ISO 8601 with its offset
     */
    record OrderBody(
            @Nullable String orderNo,
            @Nullable String customerNo,
            @Nullable String productCode,
            @Nullable String kind,
            @Nullable String amount,
            @Nullable String income,
            @Nullable String at,
            @Nullable String state) {

        @Nullable
        SaleOrder order(Fields fields) {
            String number = fields.read("orderNo", orderNo, SalesApi::key);
            CustomerNo customer = fields.read("customerNo", customerNo, CustomerNo::new);
            String product = fields.read("productCode", productCode, SalesApi::key);
            SaleKind what = fields.read("kind", kind, SaleKind::valueOf);
            BigDecimal sum = fields.read("amount", amount, text -> yuan(text, false));
            BigDecimal earned = fields.read("income", income, text -> yuan(text, true));
            Instant when =
                    fields.read("at", at, text -> OffsetDateTime.parse(text).toInstant());
            SaleState to = fields.read("state", state, SaleState::valueOf);
            return number == null
                            || customer == null
                            || product == null
                            || what == null
                            || sum == null
                            || earned == null
                            || when == null
                            || to == null
                    ? null
                    : new SaleOrder(number, customer, product, what, sum, earned, when, to);
        }

        /** Without what it holds. */
        @Override
        public String toString() {
            return "OrderBody";
        }
    }

    /** Reads the fields of one order, and writes down what is wrong with them. */
    record Fields(int index, List<SaleFault> faults) {

        <T> @Nullable T read(String field, @Nullable String text, Function<String, T> as) {
            if (text == null || text.isBlank()) {
                faults.add(new SaleFault(index, field, SaleFault.Reason.MISSING));
                return null;
            }
            try {
                return as.apply(text);
            } catch (IllegalArgumentException | DateTimeException malformed) {
                faults.add(new SaleFault(index, field, SaleFault.Reason.MALFORMED));
                return null;
            }
        }

        @Nullable
        SaleOrder missing() {
            faults.add(new SaleFault(index, "", SaleFault.Reason.MISSING));
            return null;
        }
    }

    private static String key(String text) {
        if (!KEY.matcher(text).matches()) {
            throw new IllegalArgumentException("No key");
        }
        return text;
    }

    private static BigDecimal yuan(String text, boolean belowZero) {
        if (!YUAN.matcher(text).matches() || (!belowZero && text.startsWith("-"))) {
            throw new IllegalArgumentException("No amount in yuan and fen");
        }
        return new BigDecimal(text);
    }
}
