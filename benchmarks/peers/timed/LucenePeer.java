import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopDocsCollector;
import org.apache.lucene.search.TopFieldCollector;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene over the terms of benchmarks/terms.py: a JSON object a line comes in, one a line goes out.
 *
 * <p>{@code build FOLDER} takes reports until the input ends; {@code search FOLDER} takes cases,
 * each with {@code times}, and answers with the milliseconds of each of so many answers.
 */
public class LucenePeer {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] FIELDS = {"exact", "folded", "exact_pairs", "folded_pairs"};
  private static final String[] FACETS = {"province", "type", "year"};

  public static void main(String[] arguments) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 16);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("build")) {
      out.println(JSON.createObjectNode().put("seconds", build(folder, in)));
    } else {
      search(folder, in, out);
    }
  }

  private static double build(Path folder, BufferedReader in) throws IOException {
    long nanoseconds = 0;
    IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer());
    config.setSimilarity(new BM25Similarity()).setRAMBufferSizeMB(256);
    IndexWriter writer = new IndexWriter(new MMapDirectory(folder), config);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Document row = row(JSON.readTree(line));
      long started = System.nanoTime();
      writer.addDocument(row);
      nanoseconds += System.nanoTime() - started;
    }
    long started = System.nanoTime();
    writer.forceMerge(1);
    writer.close();
    return (nanoseconds + System.nanoTime() - started) / 1e9;
  }

  private static Document row(JsonNode fed) {
    Document row = new Document();
    for (String name : FIELDS) {
      FieldType type = new FieldType();
      boolean exact = name.equals("exact");
      type.setIndexOptions(
          exact ? IndexOptions.DOCS_AND_FREQS_AND_POSITIONS : IndexOptions.DOCS_AND_FREQS);
      row.add(new Field(name, fed.get(name).asText(), type));
    }
    for (String name : FACETS) {
      String value = fed.get(name).asText();
      row.add(new StringField(name, value, Field.Store.NO));
      row.add(new SortedDocValuesField(name, new BytesRef(value)));
    }
    row.add(new LongPoint("day", fed.get("day").asLong()));
    row.add(new NumericDocValuesField("day", fed.get("day").asLong()));
    row.add(new NumericDocValuesField("number", fed.get("number").asLong()));
    return row;
  }

  private static void search(Path folder, BufferedReader in, PrintStream out) throws IOException {
    IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(new MMapDirectory(folder)));
    searcher.setQueryCache(null); // every engine answers anew
    searcher.setSimilarity(new BM25Similarity());
    out.println(JSON.createObjectNode().put("reports", searcher.getIndexReader().numDocs()));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      JsonNode asked = JSON.readTree(line);
      ObjectNode answer = null;
      ArrayNode taken = JSON.createArrayNode();
      for (int time = 0; time < asked.get("times").asInt(); time++) {
        long started = System.nanoTime();
        answer = ask(searcher, asked);
        taken.add((System.nanoTime() - started) / 1e6);
      }
      out.println(answer.set("ms", taken));
    }
  }

  private static ObjectNode ask(IndexSearcher searcher, JsonNode asked) throws IOException {
    Query query = filtered(words(asked), asked);
    int offset = asked.get("offset").asInt();
    int wanted = offset + asked.get("limit").asInt();
    TopDocsCollector<?> top =
        asked.get("newest").asBoolean()
            ? TopFieldCollector.create(
                new Sort(new SortField("day", SortField.Type.LONG, true)),
                wanted,
                Integer.MAX_VALUE)
            : TopScoreDocCollector.create(wanted, Integer.MAX_VALUE);
    Counter counter = new Counter(asked.get("facets"));
    searcher.search(query, counter.names.length == 0 ? top : MultiCollector.wrap(top, counter));
    TopDocs found = top.topDocs(offset);
    ObjectNode answer = JSON.createObjectNode().put("total", top.getTotalHits());
    ArrayNode numbers = answer.putArray("top");
    NumericDocValues number = null;
    LeafReaderContext leaf = searcher.getIndexReader().leaves().get(0);
    for (ScoreDoc hit : found.scoreDocs) { // one segment; doc values only go forward
      number = DocValues.getNumeric(leaf.reader(), "number");
      number.advanceExact(hit.doc);
      numbers.add(number.longValue());
    }
    ObjectNode facets = answer.putObject("facets");
    for (int at = 0; at < counter.names.length; at++) {
      ObjectNode counts = facets.putObject(counter.names[at]);
      for (Map.Entry<String, Integer> count : counter.counts(at).entrySet()) {
        counts.put(count.getKey(), count.getValue());
      }
    }
    return answer;
  }

  private static Query words(JsonNode asked) {
    if (asked.get("routes").size() > 0) {
      BooleanQuery.Builder routes = new BooleanQuery.Builder();
      for (JsonNode route : asked.get("routes")) {
        Query terms = terms(route.get(0).asText(), route.get(2), Occur.SHOULD);
        routes.add(new BoostQuery(terms, (float) route.get(1).asDouble()), Occur.SHOULD);
      }
      return routes.build();
    }
    if (asked.get("phrase").size() > 0) {
      PhraseQuery.Builder phrase = new PhraseQuery.Builder();
      asked.get("phrase").forEach(word -> phrase.add(new Term("exact", word.asText())));
      return phrase.build();
    }
    if (!asked.get("prefix").asText().isEmpty()) {
      return new PrefixQuery(new Term("exact", asked.get("prefix").asText()));
    }
    boolean all = asked.get("all_of").size() > 0;
    return terms("exact", asked.get(all ? "all_of" : "any_of"), all ? Occur.MUST : Occur.SHOULD);
  }

  private static Query terms(String field, JsonNode words, Occur occur) {
    BooleanQuery.Builder terms = new BooleanQuery.Builder();
    words.forEach(word -> terms.add(new TermQuery(new Term(field, word.asText())), occur));
    return terms.build();
  }

  private static Query filtered(Query words, JsonNode asked) {
    BooleanQuery.Builder all = new BooleanQuery.Builder().add(words, Occur.MUST);
    for (String name : new String[] {"province", "type"}) {
      if (!asked.get(name).asText().isEmpty()) {
        all.add(new TermQuery(new Term(name, asked.get(name).asText())), Occur.FILTER);
      }
    }
    JsonNode days = asked.get("days");
    if (!days.isNull()) {
      Query range = LongPoint.newRangeQuery("day", days.get(0).asLong(), days.get(1).asLong());
      all.add(range, Occur.FILTER);
    }
    return all.build();
  }

  /** Counts the values of what is found, by their numbers; the index has one segment. */
  private static final class Counter extends SimpleCollector {
    final String[] names;
    private final SortedDocValues[] values;
    private final int[][] counted;

    Counter(JsonNode facets) {
      names = new String[facets.size()];
      for (int at = 0; at < names.length; at++) {
        names[at] = facets.get(at).asText();
      }
      values = new SortedDocValues[names.length];
      counted = new int[names.length][];
    }

    @Override
    protected void doSetNextReader(LeafReaderContext leaf) throws IOException {
      for (int at = 0; at < names.length; at++) {
        values[at] = DocValues.getSorted(leaf.reader(), names[at]);
        counted[at] = new int[values[at].getValueCount()];
      }
    }

    @Override
    public void collect(int document) throws IOException {
      for (int at = 0; at < names.length; at++) {
        if (values[at].advanceExact(document)) {
          counted[at][values[at].ordValue()]++;
        }
      }
    }

    @Override
    public ScoreMode scoreMode() {
      return ScoreMode.COMPLETE_NO_SCORES;
    }

    Map<String, Integer> counts(int at) throws IOException {
      Map<String, Integer> counts = new TreeMap<>();
      for (int number = 0; number < counted[at].length; number++) {
        if (counted[at][number] > 0) {
          counts.put(values[at].lookupOrd(number).utf8ToString(), counted[at][number]);
        }
      }
      return counts;
    }
  }
}
