package dev.reprise.endtoend.faults.agent;

import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.elasticsearch.core.bulk.OperationType;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** Advice of a mutant: where answers are missing, they are taken for good ones. Its code is copied into the method. */
final class AnswersAreMadeUp {

    private AnswersAreMadeUp() {}

    @SuppressWarnings("UnusedVariable")
    @Advice.OnMethodEnter
    static void enter(
            @Advice.Argument(0) List<?> sent, @Advice.Argument(value = 1, readOnly = false) BulkResponse answer) {
        List<BulkResponseItem> items = new ArrayList<>(answer.items());
        while (items.size() < sent.size()) {
            items.add(new BulkResponseItem.Builder()
                    .operationType(OperationType.Index)
                    .index("made-up")
                    .id("made-up")
                    .status(200)
                    .result("updated")
                    .build());
        }
        answer = new BulkResponse.Builder()
                .took(answer.took())
                .errors(answer.errors())
                .items(items)
                .build();
    }
}
