package dev.reprise.migration.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.reprise.migration.Mapping;
import dev.reprise.migration.MigrationRefusal;

/**
 * A compiled JSLT mapping.
 *
 * <p>Threading: safe; a compiled expression is not changed by applying it, its variables live in a scope made for each
 * call.
 *
 * @param expression compiled with {@link PureFunctions}
 */
record JsltMapping(Expression expression) implements Mapping {

    @Override
    public JsonNode apply(JsonNode payload) {
        try {
            return expression.apply(payload);
        } catch (JsltException e) {
            throw new MigrationRefusal(JsltReasons.of(e));
        } catch (MigrationRefusal e) {
            throw e;
        } catch (RuntimeException e) {
            throw new MigrationRefusal(e.getClass().getSimpleName() + " in the JSLT");
        }
    }
}
