import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import de.unihd.dbs.heideltime.standalone.Config;
import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.heideltime.standalone.components.ResultFormatter;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import de.unihd.dbs.uima.types.heideltime.Timex3;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.Properties;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.uima.cas.FSIterator;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;

/**
 * Reads articles from standard input, one JSON object a line (id, text, published as YYYY-MM-DD), and prints for each
 * the times that HeidelTime finds by the rules of the language that is its argument: {id, timexes: [{start, end, type, value}]}.  Offsets count characters (code points).
 *
 * <p>They are taken from HeidelTime's annotations, not from its XML, which leaves the text's own marks unescaped.
 */
public final class TimexTagger {
    private TimexTagger() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        // HeidelTime may print; only answers belong on standard output.
        System.setOut(System.err);
        Logger.getLogger("").setLevel(Level.SEVERE);
        Config.setProps(settings());
        HeidelTimeStandalone heidelTime = new HeidelTimeStandalone(
                Language.valueOf(arguments[0]), DocumentType.NEWS, OutputType.TIMEML, null, POSTagger.NO);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SimpleDateFormat day = new SimpleDateFormat("yyyy-MM-dd");
        Gson gson = new Gson();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonObject article = JsonParser.parseString(line).getAsJsonObject();
            JsonObject answer = new JsonObject();
            answer.add("id", article.get("id"));
            ResultFormatter collect = cas -> {
                answer.add("timexes", timexes(cas));
                return "";
            };
            heidelTime.process(article.get("text").getAsString(), day.parse(article.get("published").getAsString()), collect);
            if (!answer.has("timexes")) {
                throw new IllegalStateException("no answer for article " + article.get("id"));
            }
            answers.println(gson.toJson(answer));
        }
    }

    /** What HeidelTime's own config.props says, as far as rules without a tagger of parts of speech needs it. */
    private static Properties settings() {
        Properties settings = new Properties();
        for (String kind : new String[] {"Date", "Duration", "Set", "Time"}) {
            settings.setProperty("consider" + kind, "true");
            settings.setProperty("uimaVar" + kind, kind);
        }
        settings.setProperty("considerTemponym", "false");
        settings.setProperty("uimaVarTemponym", "Temponym");
        settings.setProperty("uimaVarLanguage", "Language");
        settings.setProperty("uimaVarTypeToProcess", "Type");
        settings.setProperty("typeSystemHome", "desc/type/HeidelTime_TypeSystem.xml");
        return settings;
    }

    /** Of times that overlap, the one with the longer value, as HeidelTime's TimeML has it. */
    private static JsonArray timexes(JCas cas) {
        TreeMap<Integer, Timex3> byStart = new TreeMap<>();
        FSIterator<Annotation> found = cas.getAnnotationIndex(Timex3.type).iterator();
        while (found.hasNext()) {
            Timex3 timex = (Timex3) found.next();
            byStart.put(timex.getBegin(), timex);
        }
        TreeMap<Integer, Timex3> kept = new TreeMap<>();
        for (Timex3 timex : byStart.values()) {
            Timex3 before = kept.isEmpty() ? null : kept.lastEntry().getValue();
            if (before != null && before.getEnd() > timex.getBegin()) {
                if (before.getTimexValue().length() > timex.getTimexValue().length()) {
                    continue;
                }
                kept.remove(before.getBegin());
            }
            kept.put(timex.getBegin(), timex);
        }
        String text = cas.getDocumentText();
        JsonArray rows = new JsonArray();
        for (Timex3 timex : kept.values()) {
            JsonObject row = new JsonObject();
            row.addProperty("start", text.codePointCount(0, timex.getBegin()));
            row.addProperty("end", text.codePointCount(0, timex.getEnd()));
            row.addProperty("type", timex.getTimexType());
            row.addProperty("value", timex.getTimexValue());
            rows.add(row);
        }
        return rows;
    }
}
