<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>studio</name>
        <message>
            <source>Faithful</source>
            <translation>Getreu</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Ausgewogen</translation>
        </message>
        <message>
            <source>Detailed</source>
            <translation>Detailreich</translation>
        </message>
        <message>
            <source>without the picture's colours</source>
            <translation>ohne die Farben des Bildes</translation>
        </message>
        <message>
            <source>kappa {0}</source>
            <translation>Kappa {0}</translation>
        </message>
        <message>
            <source>seamless texture</source>
            <translation>nahtlose Textur</translation>
        </message>
        <message>
            <source>only below {0} px</source>
            <translation>nur unter {0} px</translation>
        </message>
        <message>
            <source>shorter side {0} px</source>
            <translation>kürzere Seite {0} px</translation>
        </message>
        <message>
            <source>longer side {0} px</source>
            <translation>längere Seite {0} px</translation>
        </message>
        <message>
            <source>{0} pixels</source>
            <translation>{0} Pixel</translation>
        </message>
        <message>
            <source>reduced first if it is soft</source>
            <translation>erst verkleinert, wenn es weich ist</translation>
        </message>
        <message>
            <source>reduced to {0} % first</source>
            <translation>erst auf {0} % verkleinert</translation>
        </message>
        <message>
            <source>format as the picture</source>
            <translation>Format wie das Bild</translation>
        </message>
        <message>
            <source>{0} lossless</source>
            <translation>{0} verlustfrei</translation>
        </message>
        <message>
            <source>into {0}</source>
            <translation>nach {0}</translation>
        </message>
        <message>
            <source>saved beside the picture</source>
            <translation>neben dem Bild gespeichert</translation>
        </message>
        <message>
            <source>saved into a sub-folder</source>
            <translation>in einem Unterordner gespeichert</translation>
        </message>
        <message>
            <source>There is no Python in {0}: choose an environment's folder.</source>
            <translation>In {0} ist kein Python: Wählen Sie den Ordner einer Umgebung.</translation>
        </message>
        <message>
            <source>{0} cannot be started.</source>
            <translation>{0} lässt sich nicht starten.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: its Python crashed while it looked for the engine's packages.</source>
            <translation>{0} kann das Rechenwerk nicht ausführen: Sein Python ist abgestürzt, als es nach den Paketen des Rechenwerks suchte.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it needs Python 3.11 or newer.</source>
            <translation>{0} kann das Rechenwerk nicht ausführen: Es braucht Python 3.11 oder neuer.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it ended without saying what it has. See the log.</source>
            <translation>{0} kann das Rechenwerk nicht ausführen: Es hat aufgehört, ohne zu sagen, was es hat. Sehen Sie im Protokoll nach.</translation>
        </message>
        <message>
            <source>Python {0} is too old: the engine needs 3.11 or newer.</source>
            <translation>Python {0} ist zu alt: Das Rechenwerk braucht 3.11 oder neuer.</translation>
        </message>
        <message>
            <source>Packages are missing. Install them with: {0} -m pip install {1}</source>
            <translation>Es fehlen Pakete. Installieren Sie sie mit: {0} -m pip install {1}</translation>
        </message>
        <message>
            <source>Python {0}, torch {1}: {2}</source>
            <translation>Python {0}, torch {1}: {2}</translation>
        </message>
        <message>
            <source>{0} free</source>
            <translation>{0} frei</translation>
        </message>
        <message>
            <source>The engine runs in the Python environment {0} (torch {1}).</source>
            <translation>Das Rechenwerk läuft in der Python-Umgebung {0} (torch {1}).</translation>
        </message>
        <message>
            <source>The Python environment {0} does not answer: see the log.</source>
            <translation>Die Python-Umgebung {0} antwortet nicht: Sehen Sie im Protokoll nach.</translation>
        </message>
        <message>
            <source>The Python environment's engine has ended unexpectedly: try again, or see the log.</source>
            <translation>Das Rechenwerk der Python-Umgebung hat unerwartet aufgehört: Versuchen Sie es noch einmal oder sehen Sie im Protokoll nach.</translation>
        </message>
        <message>
            <source>The Python environment is not used: {0}</source>
            <translation>Die Python-Umgebung wird nicht benutzt: {0}</translation>
        </message>
        <message>
            <source>The Python environment {0} is not used ({1}): choose another one, or see the log.</source>
            <translation>Die Python-Umgebung {0} wird nicht benutzt ({1}): Wählen Sie eine andere oder sehen Sie im Protokoll nach.</translation>
        </message>
        <message>
            <source>{0}: no graphics device that can compute was found.</source>
            <translation>{0}: Kein Grafikgerät gefunden, das rechnen kann.</translation>
        </message>
        <message>
            <source>{0}: the fastest device that was found.</source>
            <translation>{0}: das schnellste Gerät, das gefunden wurde.</translation>
        </message>
        <message>
            <source>Processor, 1 core</source>
            <translation>Prozessor, 1 Kern</translation>
        </message>
        <message>
            <source>Processor, {0} cores</source>
            <translation>Prozessor, {0} Kerne</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Startwert</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modell</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Keine</translation>
        </message>
        <message>
            <source>“{0}” is not a number.</source>
            <translation>„{0}“ ist keine Zahl.</translation>
        </message>
        <message>
            <source>{0} is out of range: {1} to {2}.</source>
            <translation>{0} liegt nicht im Bereich von {1} bis {2}.</translation>
        </message>
        <message>
            <source>Give at least one value.</source>
            <translation>Geben Sie mindestens einen Wert an.</translation>
        </message>
        <message>
            <source>At most {0} values fit along one side.</source>
            <translation>Höchstens {0} Werte passen an eine Seite.</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>Startwert {0}</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 Zelle</translation>
        </message>
        <message>
            <source>{0} cells</source>
            <translation>{0} Zellen</translation>
        </message>
        <message>
            <source>default</source>
            <translation>Vorgabe</translation>
        </message>
        <message>
            <source>{0} · no steps, no kappa, no seed</source>
            <translation>{0} · keine Schritte, kein Kappa, kein Startwert</translation>
        </message>
        <message>
            <source>the same again</source>
            <translation>noch einmal dasselbe</translation>
        </message>
        <message>
            <source>not computed</source>
            <translation>nicht berechnet</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>wartet</translation>
        </message>
        <message>
            <source>computing…</source>
            <translation>wird berechnet …</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>fehlgeschlagen</translation>
        </message>
        <message>
            <source>the model's default</source>
            <translation>die Vorgabe des Modells</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>gleiche Größe</translation>
        </message>
        <message>
            <source>{0} times larger</source>
            <translation>{0}‑mal so groß</translation>
        </message>
        <message>
            <source>This model restores at once, whatever kappa, steps and seed: compare it with others.</source>
            <translation>Dieses Modell stellt in einem Zug wieder her, bei jedem Kappa, jeder Schrittzahl und jedem Startwert: Vergleichen Sie es mit anderen.</translation>
        </message>
        <message>
            <source>All else is as on the page Upscale: {0}.</source>
            <translation>Alles andere ist wie auf der Seite Vergrößern: {0}.</translation>
        </message>
        <message>
            <source>The queue is paused: the sheet waits</source>
            <translation>Die Aufträge sind pausiert: Die Übersicht wartet</translation>
        </message>
        <message>
            <source>The queue is at work: the sheet waits</source>
            <translation>Die Aufträge laufen: Die Übersicht wartet</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} von {1}</translation>
        </message>
        <message>
            <source> · about {0} left</source>
            <translation> · noch etwa {0}</translation>
        </message>
        <message>
            <source>A lower kappa stays closer.</source>
            <translation>Ein kleineres Kappa bleibt näher.</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged, so the two cannot be compared.</source>
            <translation>{0} wurde seit dem Vergrößern geändert, daher lassen sich die beiden nicht vergleichen.</translation>
        </message>
        <message>
            <source>This result is no longer there.</source>
            <translation>Dieses Ergebnis gibt es nicht mehr.</translation>
        </message>
        <message>
            <source>All seeds give the same result.</source>
            <translation>Alle Startwerte geben dasselbe Ergebnis.</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the picture ({3} seeds).</source>
            <translation>Was je nach Startwert anders ist, hat das Modell erfunden: im Mittel {0} von 255 Stufen, {1} oder mehr in {2} % des Bildes ({3} Startwerte).</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the region ({3} seeds).</source>
            <translation>Was je nach Startwert anders ist, hat das Modell erfunden: im Mittel {0} von 255 Stufen, {1} oder mehr in {2} % des Bereichs ({3} Startwerte).</translation>
        </message>
        <message>
            <source>The result differs from the picture by {0} of 255 levels.</source>
            <translation>Das Ergebnis weicht um {0} von 255 Stufen vom Bild ab.</translation>
        </message>
        <message>
            <source>Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}.</source>
            <translation>Wieder verkleinert weicht das Ergebnis um {0} von 255 Stufen vom Bild ab; einfaches Vergrößern um {1}.</translation>
        </message>
        <message>
            <source>It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away.</source>
            <translation>Es weicht vom Bild ab. Bei einem verrauschten oder komprimierten ist ein Teil davon Rauschen, das entfernt wurde.</translation>
        </message>
        <message>
            <source>It keeps to the picture.</source>
            <translation>Es hält sich an das Bild.</translation>
        </message>
        <message>
            <source>Most of it lies {0} of the region.</source>
            <translation>Das meiste davon liegt im Bereich {0}.</translation>
        </message>
        <message>
            <source>Most of it lies {0}.</source>
            <translation>Das meiste davon liegt {0}.</translation>
        </message>
        <message>
            <source>The colours as a whole have drifted.</source>
            <translation>Die Farben im Ganzen haben sich verschoben.</translation>
        </message>
        <message>
            <source>at the upper left</source>
            <translation>oben links</translation>
        </message>
        <message>
            <source>at the top</source>
            <translation>oben</translation>
        </message>
        <message>
            <source>at the upper right</source>
            <translation>oben rechts</translation>
        </message>
        <message>
            <source>at the left</source>
            <translation>links</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>in der Mitte</translation>
        </message>
        <message>
            <source>at the right</source>
            <translation>rechts</translation>
        </message>
        <message>
            <source>at the lower left</source>
            <translation>unten links</translation>
        </message>
        <message>
            <source>at the bottom</source>
            <translation>unten</translation>
        </message>
        <message>
            <source>at the lower right</source>
            <translation>unten rechts</translation>
        </message>
        <message>
            <source>1 step</source>
            <translation>1 Schritt</translation>
        </message>
        <message>
            <source>{0} steps</source>
            <translation>{0} Schritte</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} s</translation>
        </message>
        <message>
            <source>{0} min {1} s</source>
            <translation>{0} min {1} s</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} min</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} h {1} min</translation>
        </message>
        <message>
            <source>{0}×</source>
            <translation>{0}×</translation>
        </message>
        <message>
            <source>keeps the size</source>
            <translation>behält die Größe</translation>
        </message>
        <message>
            <source>Fills in what you mark in a picture.</source>
            <translation>Füllt aus, was Sie in einem Bild markieren.</translation>
        </message>
        <message>
            <source>Restores the faces in a picture.</source>
            <translation>Stellt die Gesichter in einem Bild wieder her.</translation>
        </message>
        <message>
            <source>A part of other models.</source>
            <translation>Ein Teil anderer Modelle.</translation>
        </message>
        <message>
            <source>For pictures of every kind.</source>
            <translation>Für Bilder jeder Art.</translation>
        </message>
        <message>
            <source>For clean pictures.</source>
            <translation>Für saubere Bilder.</translation>
        </message>
        <message>
            <source>For blurred, noisy or compressed pictures.</source>
            <translation>Für unscharfe, verrauschte oder komprimierte Bilder.</translation>
        </message>
        <message>
            <source>No example: it needs a picture in which something is marked.</source>
            <translation>Kein Beispiel: Es braucht ein Bild, in dem etwas markiert ist.</translation>
        </message>
        <message>
            <source>No example: it needs a picture with faces.</source>
            <translation>Kein Beispiel: Es braucht ein Bild mit Gesichtern.</translation>
        </message>
        <message>
            <source>Dropped picture</source>
            <translation>Abgelegtes Bild</translation>
        </message>
        <message>
            <source>{0} lies on the network: save it first, then drop the file.</source>
            <translation>{0} liegt im Netz: Speichern Sie es zuerst und legen Sie dann die Datei hier ab.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Eingefügtes Bild</translation>
        </message>
        <message>
            <source>The picture could not be read.</source>
            <translation>Das Bild konnte nicht gelesen werden.</translation>
        </message>
        <message>
            <source>In {0} other kinds of files were passed over: {1}.</source>
            <translation>In {0} wurden andere Arten von Dateien übergangen: {1}.</translation>
        </message>
        <message>
            <source>In {0} results of earlier runs were passed over: {1}.</source>
            <translation>In {0} wurden Ergebnisse früherer Läufe übergangen: {1}.</translation>
        </message>
        <message>
            <source>Which pictures still wait cannot be kept safe from a crash: {0}</source>
            <translation>Welche Bilder noch warten, lässt sich nicht vor einem Absturz schützen: {0}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>angehalten</translation>
        </message>
        <message>
            <source>not below {0} px</source>
            <translation>nicht unter {0} px</translation>
        </message>
        <message>
            <source>done before</source>
            <translation>schon erledigt</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>bereit</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 Seite</translation>
        </message>
        <message>
            <source>{0} pages</source>
            <translation>{0} Seiten</translation>
        </message>
        <message>
            <source>then again</source>
            <translation>dann noch einmal</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>pausiert</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>done</source>
            <translation>fertig</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>gespeichert</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>wird gespeichert …</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>nicht gespeichert</translation>
        </message>
        <message>
            <source>done, not saved</source>
            <translation>fertig, ungespeichert</translation>
        </message>
        <message>
            <source>Before it is enlarged: {0}.</source>
            <translation>Vor dem Vergrößern: {0}.</translation>
        </message>
        <message>
            <source>Left as it is: only pictures whose longer side is below {0} pixels are enlarged.</source>
            <translation>Bleibt, wie es ist: nur Bilder, deren längere Seite unter {0} Pixeln liegt, werden vergrößert.</translation>
        </message>
        <message>
            <source>It is done once more afterwards, with the settings that were chosen meanwhile.</source>
            <translation>Es wird danach noch einmal gemacht, mit den inzwischen gewählten Einstellungen.</translation>
        </message>
        <message>
            <source>The pages that are done are kept for two weeks: start it again, and it goes on.</source>
            <translation>Die fertigen Seiten bleiben zwei Wochen lang erhalten: Starten Sie das Buch erneut, und es geht dort weiter.</translation>
        </message>
        <message>
            <source>What was changed since it was saved is in no file yet.</source>
            <translation>Was seit dem Speichern geändert wurde, steht noch in keiner Datei.</translation>
        </message>
        <message>
            <source>The newest result is not saved yet.</source>
            <translation>Das neueste Ergebnis ist noch nicht gespeichert.</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>Gespeichert als {0}</translation>
        </message>
        <message>
            <source>cropped</source>
            <translation>zugeschnitten</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>um {0}° gedreht</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>gespiegelt</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>Wartet auf das Rechenwerk</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Das Modell wird geladen</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>Das Bild wird gelesen</translation>
        </message>
        <message>
            <source>Sharpening</source>
            <translation>Wird geschärft</translation>
        </message>
        <message>
            <source>Putting it together</source>
            <translation>Wird zusammengesetzt</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>Wird gespeichert</translation>
        </message>
        <message>
            <source>page {0} of {1}</source>
            <translation>Seite {0} von {1}</translation>
        </message>
        <message>
            <source>frame {0} of {1}</source>
            <translation>Bild {0} von {1}</translation>
        </message>
        <message>
            <source>step {0} of {1}</source>
            <translation>Schritt {0} von {1}</translation>
        </message>
        <message>
            <source>tile {0} of {1}</source>
            <translation>Kachel {0} von {1}</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>noch {0}</translation>
        </message>
        <message>
            <source>The original is no longer there.</source>
            <translation>Das Original ist nicht mehr da.</translation>
        </message>
        <message>
            <source>{0} megapixels are too many for the clipboard: save the picture instead.</source>
            <translation>{0} Megapixel sind zu viel für die Zwischenablage: Speichern Sie das Bild stattdessen.</translation>
        </message>
        <message>
            <source>There is not enough memory to copy the picture: close other programs, or save it instead.</source>
            <translation>Der Arbeitsspeicher reicht zum Kopieren des Bildes nicht aus: Schließen Sie andere Programme, oder speichern Sie es stattdessen.</translation>
        </message>
        <message>
            <source>The picture could not be copied: save it instead.</source>
            <translation>Das Bild konnte nicht kopiert werden: Speichern Sie es stattdessen.</translation>
        </message>
        <message>
            <source>1 result</source>
            <translation>1 Ergebnis</translation>
        </message>
        <message>
            <source>{0} results</source>
            <translation>{0} Ergebnisse</translation>
        </message>
        <message>
            <source> to {0}</source>
            <translation> nach {0}</translation>
        </message>
        <message>
            <source>Saving {0}{1}</source>
            <translation>Speichert {0}{1}</translation>
        </message>
        <message>
            <source> in {0}</source>
            <translation> in {0}</translation>
        </message>
        <message>
            <source>{0} saved{1}</source>
            <translation>{0} gespeichert{1}</translation>
        </message>
        <message>
            <source>{0} of {1} saved{2}, {3} failed</source>
            <translation>{1}: {0} gespeichert{2}, {3} fehlgeschlagen</translation>
        </message>
        <message>
            <source>Results go into the sub-folder {0}.</source>
            <translation>Ergebnisse kommen in den Unterordner {0}.</translation>
        </message>
        <message>
            <source>Results go into {0}.</source>
            <translation>Ergebnisse kommen nach {0}.</translation>
        </message>
        <message>
            <source>Results are saved beside the pictures.</source>
            <translation>Ergebnisse werden neben den Bildern gespeichert.</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>Ergebnis speichern</translation>
        </message>
        <message>
            <source>{0} exists already. Replace it?</source>
            <translation>{0} gibt es schon. Ersetzen?</translation>
        </message>
        <message>
            <source>The result cannot be dragged out.</source>
            <translation>Das Ergebnis kann nicht herausgezogen werden.</translation>
        </message>
        <message>
            <source>there is not enough memory.</source>
            <translation>der Arbeitsspeicher reicht nicht aus.</translation>
        </message>
        <message>
            <source>There is not enough memory to save the result: close other programs and save it again.</source>
            <translation>Der Arbeitsspeicher reicht zum Speichern des Ergebnisses nicht aus: Schließen Sie andere Programme, und speichern Sie es noch einmal.</translation>
        </message>
        <message>
            <source>The result could not be saved to {0}: choose another folder.</source>
            <translation>Das Ergebnis konnte nicht in {0} gespeichert werden: Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>{0} cannot be written to: choose another folder.</source>
            <translation>In {0} lässt sich nicht schreiben: Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>{0} is a picture in the queue: choose another name or folder for the result.</source>
            <translation>{0} ist ein Bild in den Aufträgen: Wählen Sie einen anderen Namen oder Ordner für das Ergebnis.</translation>
        </message>
        <message>
            <source>{0} has been changed since the result was saved into it, so the result is no longer there: please upscale the picture again.</source>
            <translation>{0} wurde geändert, seit das Ergebnis darin gespeichert wurde; das Ergebnis ist daher nicht mehr vorhanden: Vergrößern Sie das Bild noch einmal.</translation>
        </message>
        <message>
            <source>Open pictures…</source>
            <translation>Bilder öffnen …</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Ordner öffnen …</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>Ordner beobachten …</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Einfügen</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>Bild kopieren</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Speichern</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Speichern unter …</translation>
        </message>
        <message>
            <source>Export all…</source>
            <translation>Alle exportieren …</translation>
        </message>
        <message>
            <source>Upscale</source>
            <translation>Vergrößern</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Anhalten</translation>
        </message>
        <message>
            <source>Try a region</source>
            <translation>Bereich testen</translation>
        </message>
        <message>
            <source>Turn and crop</source>
            <translation>Drehen und zuschneiden</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>Nach links drehen</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>Nach rechts drehen</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>Spiegeln</translation>
        </message>
        <message>
            <source>Crop…</source>
            <translation>Zuschneiden …</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>Ganzes Bild</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Einpassen</translation>
        </message>
        <message>
            <source>100 %</source>
            <translation>100 %</translation>
        </message>
        <message>
            <source>200 %</source>
            <translation>200 %</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Größer zeigen</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Kleiner zeigen</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Geteilt</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>Nebeneinander</translation>
        </message>
        <message>
            <source>Blink</source>
            <translation>Im Wechsel</translation>
        </message>
        <message>
            <source>Previous result on the left</source>
            <translation>Voriges Ergebnis links</translation>
        </message>
        <message>
            <source>Compare with a file…</source>
            <translation>Mit einer Datei vergleichen …</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>Lupe</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>Voriges Bild</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>Nächstes Bild</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Ganzer Bildschirm</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Dunkel oder hell</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Tastenkürzel</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Einstellungen</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Beenden</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults are used. The old file: {0}</source>
            <translation>Die Einstellungen konnten nicht gelesen werden, daher gelten die Vorgaben. Die alte Datei: {0}</translation>
        </message>
        <message>
            <source>Another ResShift Studio does not answer: settings are not stored here.</source>
            <translation>Ein anderes ResShift Studio antwortet nicht: Einstellungen werden hier nicht gespeichert.</translation>
        </message>
        <message>
            <source>ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results are kept here. If it does not run there, close this window, delete {1} and start again.</source>
            <translation>ResShift Studio auf {0} benutzt denselben Ordner oder ist dort abgestürzt. Deshalb werden hier weder Einstellungen noch ungespeicherte Ergebnisse behalten. Wenn es dort nicht läuft, schließen Sie dieses Fenster, löschen Sie {1} und starten Sie neu.</translation>
        </message>
        <message>
            <source>The program crashed twice in a row. It now runs without what earlier starts have left: settings, presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored.</source>
            <translation>Das Programm ist zweimal hintereinander abgestürzt. Es läuft jetzt ohne das, was frühere Starts hinterlassen haben: Einstellungen, Vorlagen, ungespeicherte Ergebnisse, eigene Modelle. Nichts davon ist verloren. Einstellungen und Vorlagen aus diesem Lauf werden nicht gespeichert.</translation>
        </message>
        <message>
            <source>Set it aside for good</source>
            <translation>Endgültig beiseitelegen</translation>
        </message>
        <message>
            <source>The next start is a usual one. What was set aside lies in {0}</source>
            <translation>Der nächste Start ist wieder ein gewöhnlicher. Was beiseitegelegt wurde, liegt in {0}</translation>
        </message>
        <message>
            <source>Nothing can be kept, because {0} cannot be written to. Save your results before you quit.</source>
            <translation>Nichts kann behalten werden, weil in {0} nicht geschrieben werden kann. Speichern Sie Ihre Ergebnisse vor dem Beenden.</translation>
        </message>
        <message>
            <source>Settings and presets are not kept, because {0} cannot be written to.</source>
            <translation>Einstellungen und Vorlagen werden nicht behalten, weil in {0} nicht geschrieben werden kann.</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Überall</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>Im Bild</translation>
        </message>
        <message>
            <source>In the queue and in the steps</source>
            <translation>In den Aufträgen und den Schritten</translation>
        </message>
        <message>
            <source>On the page Explore</source>
            <translation>Auf der Seite Erkunden</translation>
        </message>
        <message>
            <source>ResShift Studio {0}. Works offline; nothing is sent anywhere.</source>
            <translation>ResShift Studio {0}. Arbeitet ohne Netz; nichts wird irgendwohin gesendet.</translation>
        </message>
        <message>
            <source>move the divider; with Shift further</source>
            <translation>die Trennlinie verschieben; mit Umschalt weiter</translation>
        </message>
        <message>
            <source>\ (hold)</source>
            <translation>\ (halten)</translation>
        </message>
        <message>
            <source>show the original</source>
            <translation>das Original zeigen</translation>
        </message>
        <message>
            <source>L (hold)</source>
            <translation>L (halten)</translation>
        </message>
        <message>
            <source>loupe</source>
            <translation>Lupe</translation>
        </message>
        <message>
            <source>show the other side</source>
            <translation>die andere Seite zeigen</translation>
        </message>
        <message>
            <source>Space (hold), middle button</source>
            <translation>Leertaste (halten), mittlere Maustaste</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>verschieben</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>Mausrad</translation>
        </message>
        <message>
            <source>zoom at the pointer</source>
            <translation>am Zeiger größer oder kleiner zeigen</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Doppelklick</translation>
        </message>
        <message>
            <source>fit or 100 %; on the handle: to the middle</source>
            <translation>einpassen oder 100 %; auf dem Griff: in die Mitte</translation>
        </message>
        <message>
            <source>Ctrl and arrows</source>
            <translation>Strg und Pfeiltasten</translation>
        </message>
        <message>
            <source>Shift while a file is dropped</source>
            <translation>Umschalttaste beim Ablegen einer Datei</translation>
        </message>
        <message>
            <source>compare with it, instead of adding it</source>
            <translation>damit vergleichen, statt sie hinzuzufügen</translation>
        </message>
        <message>
            <source>remove from the queue</source>
            <translation>aus den Aufträgen entfernen</translation>
        </message>
        <message>
            <source>Ctrl+↑  Ctrl+↓</source>
            <translation>Strg+↑  Strg+↓</translation>
        </message>
        <message>
            <source>move up or down in the queue</source>
            <translation>in den Aufträgen nach oben oder unten</translation>
        </message>
        <message>
            <source>Menu key, right click</source>
            <translation>Menütaste, Rechtsklick</translation>
        </message>
        <message>
            <source>what can be done with a picture or a step</source>
            <translation>was sich mit einem Bild oder Schritt tun lässt</translation>
        </message>
        <message>
            <source>the cell before, the next one; in the comparison, too</source>
            <translation>die Zelle davor, die nächste; auch im Vergleich</translation>
        </message>
        <message>
            <source>choose a cell</source>
            <translation>eine Zelle wählen</translation>
        </message>
        <message>
            <source>Return, Ctrl and a click</source>
            <translation>Eingabe, Strg und ein Klick</translation>
        </message>
        <message>
            <source>compare with another cell</source>
            <translation>mit einer anderen Zelle vergleichen</translation>
        </message>
        <message>
            <source>use a cell's settings</source>
            <translation>die Einstellungen einer Zelle benutzen</translation>
        </message>
        <message>
            <source>Wheel, drag, Ctrl and arrows</source>
            <translation>Mausrad, Ziehen, Strg und Pfeiltasten</translation>
        </message>
        <message>
            <source>zoom and pan all cells</source>
            <translation>alle Zellen zoomen und verschieben</translation>
        </message>
        <message>
            <source>({0} to {1})</source>
            <translation>({0} bis {1})</translation>
        </message>
        <message>
            <source>The process ended with the exit code {0} before the training began.</source>
            <translation>Der Prozess endete mit dem Rückgabewert {0}, bevor das Training begann.</translation>
        </message>
        <message>
            <source>{0}: {1} instead of {2}</source>
            <translation>{0}: {1} statt {2}</translation>
        </message>
        <message>
            <source>Change the settings</source>
            <translation>Einstellungen ändern</translation>
        </message>
        <message>
            <source>From the next start on the run works with:</source>
            <translation>Ab dem nächsten Start arbeitet der Lauf mit:</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Hält an …</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>Pausiert gleich …</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Nicht begonnen</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>In der Warteschlange</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Beginnt …</translation>
        </message>
        <message>
            <source>Waiting for another run</source>
            <translation>Wartet auf einen anderen Lauf</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>Bereitet vor …</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Trainiert</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Pausiert</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Fertig</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Unterbrochen</translation>
        </message>
        <message>
            <source>better than its start</source>
            <translation>besser als zu Beginn</translation>
        </message>
        <message>
            <source>not better than its start</source>
            <translation>nicht besser als zu Beginn</translation>
        </message>
        <message>
            <source>Training did not make {0} better on your held-out pictures: keep the model you started from, or try more pictures or a longer run.</source>
            <translation>Das Training hat {0} bei Ihren zurückgehaltenen Bildern nicht verbessert: Bleiben Sie beim Ausgangsmodell, oder versuchen Sie es mit mehr Bildern oder einem längeren Lauf.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Bei Ihren zurückgehaltenen Bildern übertrifft das trainierte Modell {0}: {1} statt {2} dB PSNR und {3} % von dessen sichtbarem Unterschied. Das beste wurde bei Iteration {4} gefunden.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}.</source>
            <translation>Bei Ihren zurückgehaltenen Bildern übertrifft das trainierte Modell {0}: Es hat {3} % von dessen sichtbarem Unterschied, obwohl sein PSNR niedriger ist, {1} statt {2} dB. Das beste wurde bei Iteration {4} gefunden.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Bei Ihren zurückgehaltenen Bildern übertrifft das trainierte Modell {0}: {1} statt {2} dB PSNR, obwohl es {3} % von dessen sichtbarem Unterschied hat. Das beste wurde bei Iteration {4} gefunden.</translation>
        </message>
        <message>
            <source>{0} of {1} pairs can be used ({2} megapixels).</source>
            <translation>{0} von {1} Paaren sind brauchbar ({2} Megapixel).</translation>
        </message>
        <message>
            <source>{0} of {1} pictures can be used ({2} megapixels).</source>
            <translation>{0} von {1} Bildern sind brauchbar ({2} Megapixel).</translation>
        </message>
        <message>
            <source>Left out: {0}.</source>
            <translation>Ausgelassen: {0}.</translation>
        </message>
        <message>
            <source>Used all the same: {0}.</source>
            <translation>Trotzdem benutzt: {0}.</translation>
        </message>
        <message>
            <source>{0} were looked at closely, the others by their headers.</source>
            <translation>{0} wurden genau angesehen, die anderen nur nach ihrem Dateikopf.</translation>
        </message>
        <message>
            <source>That is few: a training pays from about {0} on.</source>
            <translation>Das ist wenig: Ein Training lohnt sich ab etwa {0}.</translation>
        </message>
        <message>
            <source>about {0} s</source>
            <translation>etwa {0} s</translation>
        </message>
        <message>
            <source>about {0} min</source>
            <translation>etwa {0} min</translation>
        </message>
        <message>
            <source>about {0} h</source>
            <translation>etwa {0} h</translation>
        </message>
        <message>
            <source>about {0} h {1} min</source>
            <translation>etwa {0} h {1} min</translation>
        </message>
        <message>
            <source>Mixing…</source>
            <translation>Wird gemischt …</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Ergebnis</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>Original</translation>
        </message>
        <message>
            <source>Result {0}</source>
            <translation>Ergebnis {0}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>Schritt {0} von {1}</translation>
        </message>
        <message>
            <source>framed otherwise</source>
            <translation>anders zugeschnitten</translation>
        </message>
        <message>
            <source>{0} × {1}</source>
            <translation>{0} × {1}</translation>
        </message>
        <message>
            <source>Draw a rectangle to try it alone. Esc cancels.</source>
            <translation>Ziehen Sie ein Rechteck auf, um nur dieses zu probieren. Esc bricht ab.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Gerät</translation>
        </message>
        <message>
            <source>Number format</source>
            <translation>Zahlenformat</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>Kachel</translation>
        </message>
        <message>
            <source>Kind of colour fix</source>
            <translation>Art der Farbkorrektur</translation>
        </message>
        <message>
            <source>Reduce the picture first</source>
            <translation>Das Bild zuerst verkleinern</translation>
        </message>
        <message>
            <source>Seamless texture</source>
            <translation>Nahtlose Textur</translation>
        </message>
        <message>
            <source>Only pictures below</source>
            <translation>Nur Bilder unter</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Genauigkeit</translation>
        </message>
        <message>
            <source>Colour fix</source>
            <translation>Farbkorrektur</translation>
        </message>
        <message>
            <source>Reduce</source>
            <translation>Verkleinern</translation>
        </message>
        <message>
            <source>Randomness</source>
            <translation>Zufall</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatisch</translation>
        </message>
        <message>
            <source>32 bit (exact)</source>
            <translation>32 Bit (genau)</translation>
        </message>
        <message>
            <source>bfloat16 (fast)</source>
            <translation>bfloat16 (schnell)</translation>
        </message>
        <message>
            <source>float16 (GPU)</source>
            <translation>float16 (GPU)</translation>
        </message>
        <message>
            <source>{0} px</source>
            <translation>{0} px</translation>
        </message>
        <message>
            <source>Smaller tiles need less memory. The result is the same, or nearly so.</source>
            <translation>Kleinere Kacheln brauchen weniger Speicher. Das Ergebnis ist gleich oder fast gleich.</translation>
        </message>
        <message>
            <source>Wavelet</source>
            <translation>Wavelet</translation>
        </message>
        <message>
            <source>Statistics (AdaIN)</source>
            <translation>Statistik (AdaIN)</translation>
        </message>
        <message>
            <source>Colour channels (YCbCr)</source>
            <translation>Farbkanäle (YCbCr)</translation>
        </message>
        <message>
            <source>Not first</source>
            <translation>Nicht zuerst</translation>
        </message>
        <message>
            <source>If it is soft</source>
            <translation>Wenn es weich ist</translation>
        </message>
        <message>
            <source>A picture that is softer than its size gets crisper where it is reduced first.</source>
            <translation>Ein Bild, das weicher ist, als seine Größe erwarten lässt, wird schärfer, wenn es zuerst verkleinert wird.</translation>
        </message>
        <message>
            <source>Randomness of the walk</source>
            <translation>Zufall im Verlauf</translation>
        </message>
        <message>
            <source>1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept.</source>
            <translation>1: in jedem Schritt neues Rauschen, wie in der Veröffentlichung von ResShift. 0: Das Rauschen des Beginns bleibt.</translation>
        </message>
        <message>
            <source>For pictures that are laid side by side like tiles: the right edge goes on at the left, and the bottom at the top, without a step.</source>
            <translation>Für Bilder, die wie Kacheln aneinandergelegt werden: Der rechte Rand geht links weiter und der untere oben, ohne Absatz.</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Longer side from which on pictures are left as they are</source>
            <translation>Längere Seite, ab der Bilder bleiben, wie sie sind</translation>
        </message>
        <message>
            <source>Pictures whose longer side has so many pixels or more are left as they are.</source>
            <translation>Bilder, deren längere Seite so viele Pixel oder mehr hat, bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>To {0} %</source>
            <translation>Auf {0} %</translation>
        </message>
        <message>
            <source>Only on graphics devices, and none was found.</source>
            <translation>Nur auf Grafikgeräten, und es wurde keines gefunden.</translation>
        </message>
        <message>
            <source>The process ended too early.</source>
            <translation>Der Prozess endete zu früh.</translation>
        </message>
        <message>
            <source>The training process could not be started.</source>
            <translation>Der Trainingsprozess ließ sich nicht starten.</translation>
        </message>
        <message>
            <source>Values: {0}</source>
            <translation>Werte: {0}</translation>
        </message>
        <message>
            <source>Up to {0} values, with blanks between them</source>
            <translation>Bis zu {0} Werte, mit Leerzeichen dazwischen</translation>
        </message>
        <message>
            <source>Back to the model's own values</source>
            <translation>Zurück zu den Werten des Modells</translation>
        </message>
        <message>
            <source>Models: {0}</source>
            <translation>Modelle: {0}</translation>
        </message>
        <message>
            <source>At most {0} models fit along one side.</source>
            <translation>Höchstens {0} Modelle passen an eine Seite.</translation>
        </message>
        <message>
            <source>There is one model: others can be fetched on the page Models.</source>
            <translation>Es gibt ein Modell: Weitere lassen sich auf der Seite Modelle herunterladen.</translation>
        </message>
        <message>
            <source>{0} books are enlarged page by page, each into a file of its own.</source>
            <translation>{0} Bücher werden Seite für Seite vergrößert, jedes in eine eigene Datei.</translation>
        </message>
        <message>
            <source>The page is saved as {1} in the folder {2}, in the format it has.</source>
            <translation>Die Seite wird als {1} im Ordner {2} gespeichert, in ihrem jetzigen Format.</translation>
        </message>
        <message>
            <source>All {0} pages are saved as {1} in the folder {2}, in the formats they have.</source>
            <translation>Alle {0} Seiten werden als {1} im Ordner {2} gespeichert, in ihren jetzigen Formaten.</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, file about {2}</source>
            <translation>etwa {0}, {1} Speicher, Datei etwa {2}</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, files about {2}</source>
            <translation>etwa {0}, {1} Speicher, Dateien etwa {2}</translation>
        </message>
        <message>
            <source>The disk has only {0} left: choose another folder, or free some space.</source>
            <translation>Auf dem Datenträger sind nur {0} frei: Wählen Sie einen anderen Ordner, oder schaffen Sie Platz.</translation>
        </message>
        <message>
            <source>Only {0} of memory are free: choose a smaller scale, or close other programs.</source>
            <translation>Nur {0} Speicher sind frei: Wählen Sie eine kleinere Vergrößerung, oder schließen Sie andere Programme.</translation>
        </message>
        <message>
            <source>A picture is still being worked on. Stop it and quit?</source>
            <translation>An einem Bild wird noch gearbeitet. Anhalten und beenden?</translation>
        </message>
        <message>
            <source>The sheet is still being computed. Stop it and quit?</source>
            <translation>Die Übersicht wird noch berechnet. Anhalten und beenden?</translation>
        </message>
        <message>
            <source>{0} results are still being saved. Quit?</source>
            <translation>{0} Ergebnisse werden noch gespeichert. Beenden?</translation>
        </message>
        <message>
            <source>1 result has not been saved and will be lost. Quit?</source>
            <translation>1 Ergebnis ist nicht gespeichert und geht verloren. Beenden?</translation>
        </message>
        <message>
            <source>{0} results have not been saved and will be lost. Quit?</source>
            <translation>{0} Ergebnisse sind nicht gespeichert und gehen verloren. Beenden?</translation>
        </message>
        <message>
            <source>What was decided about 1 result since it was saved will be lost. Quit?</source>
            <translation>Was zu 1 Ergebnis seit dem Speichern entschieden wurde, geht verloren. Beenden?</translation>
        </message>
        <message>
            <source>What was decided about {0} results since they were saved will be lost. Quit?</source>
            <translation>Was zu {0} Ergebnissen seit dem Speichern entschieden wurde, geht verloren. Beenden?</translation>
        </message>
        <message>
            <source>1 result could not be saved, so everything stays as it is.</source>
            <translation>1 Ergebnis konnte nicht gespeichert werden, darum bleibt alles, wie es ist.</translation>
        </message>
        <message>
            <source>{0} results could not be saved, so everything stays as it is.</source>
            <translation>{0} Ergebnisse konnten nicht gespeichert werden, darum bleibt alles, wie es ist.</translation>
        </message>
        <message>
            <source>1 result has not been saved and would be lost, so everything stays as it is.</source>
            <translation>1 Ergebnis ist nicht gespeichert und ginge verloren, darum bleibt alles, wie es ist.</translation>
        </message>
        <message>
            <source>{0} results have not been saved and would be lost, so everything stays as it is.</source>
            <translation>{0} Ergebnisse sind nicht gespeichert und gingen verloren, darum bleibt alles, wie es ist.</translation>
        </message>
        <message>
            <source>Left side</source>
            <translation>Linke Seite</translation>
        </message>
        <message>
            <source>Right side</source>
            <translation>Rechte Seite</translation>
        </message>
        <message>
            <source>Swap the sides</source>
            <translation>Seiten tauschen</translation>
        </message>
        <message>
            <source>Use the settings of this result</source>
            <translation>Die Einstellungen dieses Ergebnisses übernehmen</translation>
        </message>
        <message>
            <source>Enlarge with another model</source>
            <translation>Mit einem anderen Modell vergrößern</translation>
        </message>
        <message>
            <source>Forget this result</source>
            <translation>Dieses Ergebnis verwerfen</translation>
        </message>
        <message>
            <source>Drag the result into a folder or another program</source>
            <translation>Das Ergebnis in einen Ordner oder ein anderes Programm ziehen</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>Noch kein Ergebnis</translation>
        </message>
        <message>
            <source>Compare with this file no more</source>
            <translation>Nicht mehr mit dieser Datei vergleichen</translation>
        </message>
        <message>
            <source>Back to the sheet</source>
            <translation>Zurück zur Übersicht</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>Mit einer Datei vergleichen</translation>
        </message>
        <message>
            <source>Only one or two files can be compared at a time.</source>
            <translation>Nur eine oder zwei Dateien lassen sich auf einmal vergleichen.</translation>
        </message>
        <message>
            <source>The picture was turned or cropped differently for these two results, so they cannot be compared.</source>
            <translation>Für diese beiden Ergebnisse war das Bild verschieden gedreht oder zugeschnitten: Sie lassen sich nicht vergleichen.</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Bereich</translation>
        </message>
        <message>
            <source>See what each model does</source>
            <translation>Sehen, was jedes Modell bewirkt</translation>
        </message>
        <message>
            <source>Getting the engine ready…</source>
            <translation>Das Rechenwerk wird vorbereitet …</translation>
        </message>
        <message>
            <source>This model restores at once: it has no steps, no kappa and no seed.</source>
            <translation>Dieses Modell stellt in einem Zug wieder her: Es hat keine Schritte, kein Kappa und keinen Startwert.</translation>
        </message>
        <message>
            <source>STEPS</source>
            <translation>SCHRITTE</translation>
        </message>
        <message>
            <source>quick</source>
            <translation>schnell</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>fein</translation>
        </message>
        <message>
            <source>How finely the model walks from the small picture to the large one.</source>
            <translation>Wie fein das Modell vom kleinen zum großen Bild geht.</translation>
        </message>
        <message>
            <source>KAPPA</source>
            <translation>KAPPA</translation>
        </message>
        <message>
            <source>faithful</source>
            <translation>getreu</translation>
        </message>
        <message>
            <source>more texture</source>
            <translation>mehr Textur</translation>
        </message>
        <message>
            <source>How much the model may invent: low stays close to the picture, high adds texture.</source>
            <translation>Wie viel das Modell erfinden darf: Wenig bleibt nah am Bild, viel gibt Textur hinzu.</translation>
        </message>
        <message>
            <source>Keep the picture's colours</source>
            <translation>Die Farben des Bildes behalten</translation>
        </message>
        <message>
            <source>Takes the broad colours from the original.</source>
            <translation>Übernimmt die großflächigen Farben des Originals.</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Weitere Einstellungen</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Ausgabe</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>MODELL</translation>
        </message>
        <message>
            <source>SEED</source>
            <translation>STARTWERT</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>Schritte</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>randomness</source>
            <translation>Zufall</translation>
        </message>
        <message>
            <source>dpi</source>
            <translation>dpi</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>Vergrößerung</translation>
        </message>
        <message>
            <source>width</source>
            <translation>Breite</translation>
        </message>
        <message>
            <source>height</source>
            <translation>Höhe</translation>
        </message>
        <message>
            <source>{0} {1} instead of {2}</source>
            <translation>{0} {1} statt {2}</translation>
        </message>
        <message>
            <source>Not everything can be set here as it was wanted: {0}.</source>
            <translation>Nicht alles lässt sich hier so einstellen, wie es gewünscht war: {0}.</translation>
        </message>
        <message>
            <source>It needs {0}, which is not here: fetch that on the page Models.</source>
            <translation>Es braucht {0}; das fehlt hier: Laden Sie es auf der Seite Modelle herunter.</translation>
        </message>
        <message>
            <source>{0} cannot be used now: {1} takes its place, with its own steps and kappa.</source>
            <translation>{0} kann jetzt nicht benutzt werden: {1} tritt an seine Stelle, mit eigenen Schritten und eigenem Kappa.</translation>
        </message>
        <message>
            <source>{0} (lacks a part)</source>
            <translation>{0} (unvollständig)</translation>
        </message>
        <message>
            <source>The model {0} is no longer there.</source>
            <translation>Das Modell {0} ist nicht mehr da.</translation>
        </message>
        <message>
            <source>Fills in what you mark in the picture. The rest stays as it is.</source>
            <translation>Füllt aus, was Sie im Bild markieren. Der Rest bleibt, wie er ist.</translation>
        </message>
        <message>
            <source>Restores the faces that are found in the picture. The rest stays as it is.</source>
            <translation>Stellt die Gesichter wieder her, die im Bild gefunden werden. Der Rest bleibt, wie er ist.</translation>
        </message>
        <message>
            <source>This model was trained for {0} to {1} steps: expect a worse result.</source>
            <translation>Dieses Modell wurde für {0} bis {1} Schritte trainiert: Erwarten Sie ein schlechteres Ergebnis.</translation>
        </message>
        <message>
            <source>This model was trained at {0}: other values are an experiment.</source>
            <translation>Dieses Modell wurde bei {0} trainiert: Andere Werte sind ein Versuch.</translation>
        </message>
        <message>
            <source>Outside of {0} to {1}, which this model was trained for: expect artefacts.</source>
            <translation>Außerhalb von {0} bis {1}, wofür dieses Modell trainiert wurde: Erwarten Sie Bildfehler.</translation>
        </message>
        <message>
            <source>Copying…</source>
            <translation>Wird kopiert …</translation>
        </message>
        <message>
            <source>Copied: {0} pixels</source>
            <translation>Kopiert: {0} Pixel</translation>
        </message>
        <message>
            <source>Pull the edges, move the frame, or draw another one.</source>
            <translation>Ziehen Sie an den Rändern, verschieben Sie den Rahmen oder zeichnen Sie einen neuen.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Zuschneiden</translation>
        </message>
        <message>
            <source>Enlarge this part alone (Enter). The file stays as it is.</source>
            <translation>Nur diesen Teil vergrößern (Eingabetaste). Die Datei bleibt, wie sie ist.</translation>
        </message>
        <message>
            <source>Take the crop back</source>
            <translation>Den Zuschnitt zurücknehmen</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Abbrechen</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>Lassen, wie es war (Esc)</translation>
        </message>
        <message>
            <source>The curves cannot be painted: {0}</source>
            <translation>Die Kurven lassen sich nicht zeichnen: {0}</translation>
        </message>
        <message>
            <source>Delete this file from this computer?</source>
            <translation>Diese Datei von diesem Rechner löschen?</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>nicht lesbar</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>beschädigt</translation>
        </message>
        <message>
            <source>YOUR PICTURES</source>
            <translation>IHRE BILDER</translation>
        </message>
        <message>
            <source>Drop a folder of pictures here</source>
            <translation>Legen Sie hier einen Ordner mit Bildern ab</translation>
        </message>
        <message>
            <source>Good, sharp pictures of your kind are enough: their poor versions are made for you. Pairs of poor and good pictures are found by their folders (lq and hq), by their names or in a CSV file. From about 20 pictures on it pays; more is better.</source>
            <translation>Gute, scharfe Bilder Ihrer Art genügen: Die schlechten Fassungen werden für Sie gemacht. Paare aus schlechten und guten Bildern werden an ihren Ordnern (lq und hq), an ihren Namen oder in einer CSV-Datei erkannt. Ab etwa 20 Bildern lohnt es sich; mehr ist besser.</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Ordner wählen …</translation>
        </message>
        <message>
            <source>Choose a CSV file…</source>
            <translation>CSV-Datei wählen …</translation>
        </message>
        <message>
            <source>Other pictures…</source>
            <translation>Andere Bilder …</translation>
        </message>
        <message>
            <source>Progress of the check</source>
            <translation>Fortschritt der Prüfung</translation>
        </message>
        <message>
            <source>Some of the pictures</source>
            <translation>Einige der Bilder</translation>
        </message>
        <message>
            <source>Correct the shift between the two pictures of a pair</source>
            <translation>Die Verschiebung zwischen den beiden Bildern eines Paares ausgleichen</translation>
        </message>
        <message>
            <source>Which findings are shown</source>
            <translation>Welche Befunde gezeigt werden</translation>
        </message>
        <message>
            <source>What the check found, file by file</source>
            <translation>Was die Prüfung gefunden hat, Datei für Datei</translation>
        </message>
        <message>
            <source>The pairs that are learnt from</source>
            <translation>Die Paare, aus denen gelernt wird</translation>
        </message>
        <message>
            <source>Making the first pairs…</source>
            <translation>Die ersten Paare werden gemacht …</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>Paare</translation>
        </message>
        <message>
            <source>What it is given</source>
            <translation>Was es bekommt</translation>
        </message>
        <message>
            <source>What it should make of it</source>
            <translation>Was es daraus machen soll</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>Bilder werden gesucht …</translation>
        </message>
        <message>
            <source>{0} of {1} looked at</source>
            <translation>{0} von {1} angesehen</translation>
        </message>
        <message>
            <source>Good pictures in {0}; their poor versions are made</source>
            <translation>Gute Bilder in {0}; ihre schlechten Fassungen werden gemacht</translation>
        </message>
        <message>
            <source>Pairs in {0}: {1} (good) and {2} (poor)</source>
            <translation>Paare in {0}: {1} (gut) und {2} (schlecht)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {1} (good) and {2} (poor)</source>
            <translation>Paare in {0}: Namen, die auf {1} (gut) und {2} (schlecht) enden</translation>
        </message>
        <message>
            <source>Pairs listed in {0}: columns {1} (good) and {2} (poor)</source>
            <translation>In {0} aufgeführte Paare: Spalten {1} (gut) und {2} (schlecht)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {2} (poor), and the same without it (good)</source>
            <translation>Paare in {0}: Namen, die auf {2} enden (schlecht), und dieselben ohne diese Endung (gut)</translation>
        </message>
        <message>
            <source>Findings: {0}, pictures left out: {1}</source>
            <translation>Befunde: {0}, ausgelassene Bilder: {1}</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>Alle Befunde</translation>
        </message>
        <message>
            <source>Exactly what the training begins with: drag the line to compare, click for another pair.</source>
            <translation>Genau das, womit das Training beginnt: Ziehen Sie die Linie zum Vergleichen, klicken Sie für ein anderes Paar.</translation>
        </message>
        <message>
            <source>Pictures to learn from</source>
            <translation>Bilder, aus denen gelernt wird</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv)</source>
            <translation>Tabellen (*.csv *.tsv)</translation>
        </message>
        <message>
            <source>A table of pairs</source>
            <translation>Eine Tabelle mit Paaren</translation>
        </message>
        <message>
            <source>The pictures could not be checked: {0}</source>
            <translation>Die Bilder konnten nicht geprüft werden: {0}</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Löschen</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Behalten</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Einzelheiten</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Kopieren</translation>
        </message>
        <message>
            <source>Copy the sha256</source>
            <translation>sha256 kopieren</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>von {0}</translation>
        </message>
        <message>
            <source>sha256: being computed…</source>
            <translation>sha256: wird berechnet …</translation>
        </message>
        <message>
            <source>sha256 {0}</source>
            <translation>sha256 {0}</translation>
        </message>
        <message>
            <source>Copy the sha256: {0}</source>
            <translation>sha256 kopieren: {0}</translation>
        </message>
        <message>
            <source>Made from {0}: sha256 {1}</source>
            <translation>Entstanden aus {0}: sha256 {1}</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>kopiert</translation>
        </message>
        <message>
            <source>Drop a picture here</source>
            <translation>Legen Sie hier ein Bild ab</translation>
        </message>
        <message>
            <source>or several, a comic book, or a whole folder. Ctrl+V pastes.
Everything stays on this computer.</source>
            <translation>oder mehrere, einen Comic oder einen ganzen Ordner. Strg+V fügt ein.
Alles bleibt auf diesem Rechner.</translation>
        </message>
        <message>
            <source>Or try a sample picture:</source>
            <translation>Oder probieren Sie ein Beispielbild:</translation>
        </message>
        <message>
            <source>Sample picture {0}</source>
            <translation>Beispielbild {0}</translation>
        </message>
        <message>
            <source>the program's own engine</source>
            <translation>das eigene Rechenwerk des Programms</translation>
        </message>
        <message>
            <source>Python environment of the engine, from the next start on</source>
            <translation>Python-Umgebung des Rechenwerks, ab dem nächsten Start</translation>
        </message>
        <message>
            <source>The folder of an environment with a torch that can use your graphics card. Found here: {0}</source>
            <translation>Der Ordner einer Umgebung mit einem torch, das Ihre Grafikkarte nutzen kann. Hier gefunden: {0}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>keine</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Wählen …</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Prüfen</translation>
        </message>
        <message>
            <source>Use Python environment</source>
            <translation>Python-Umgebung benutzen</translation>
        </message>
        <message>
            <source>Looking at the environment…</source>
            <translation>Die Umgebung wird angesehen …</translation>
        </message>
        <message>
            <source>It will do, from the next start on. {0}</source>
            <translation>Sie ist geeignet, ab dem nächsten Start. {0}</translation>
        </message>
        <message>
            <source>The check failed: {0}</source>
            <translation>Die Prüfung ist fehlgeschlagen: {0}</translation>
        </message>
        <message>
            <source>Folder of a Python environment</source>
            <translation>Ordner einer Python-Umgebung</translation>
        </message>
        <message>
            <source>all</source>
            <translation>alle</translation>
        </message>
        <message>
            <source>A part of your picture, in many settings at once</source>
            <translation>Ein Teil Ihres Bildes, in vielen Einstellungen auf einmal</translation>
        </message>
        <message>
            <source>Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, seeds or models, side by side: a click takes over what looks best.</source>
            <translation>Legen Sie ein Bild hier ab, oder öffnen Sie eines. Ein Bereich davon wird dann mit mehreren Kappas, Schritten, Startwerten oder Modellen nebeneinander berechnet: Ein Klick übernimmt, was am besten aussieht.</translation>
        </message>
        <message>
            <source>The cell before  (,)</source>
            <translation>Die Zelle davor  (,)</translation>
        </message>
        <message>
            <source>The next cell  (.)</source>
            <translation>Die nächste Zelle  (.)</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Vergleichen</translation>
        </message>
        <message>
            <source>The chosen cell beside the one chosen before it; Ctrl and a click compare at once</source>
            <translation>Die gewählte Zelle neben der zuvor gewählten; Strg und ein Klick vergleichen sofort</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>Diese Einstellungen benutzen</translation>
        </message>
        <message>
            <source>Take them over for the whole picture; so does a double click</source>
            <translation>Für das ganze Bild übernehmen; ein Doppelklick tut es auch</translation>
        </message>
        <message>
            <source>zoom {0} %</source>
            <translation>Ansicht {0} %</translation>
        </message>
        <message>
            <source>These cells would take {0}: choose a smaller region or fewer values.</source>
            <translation>Diese Zellen bräuchten {0}: Wählen Sie einen kleineren Bereich oder weniger Werte.</translation>
        </message>
        <message>
            <source>{0} pixels at {1}, {2}</source>
            <translation>{0} Pixel bei {1}, {2}</translation>
        </message>
        <message>
            <source>The queue is paused: the faithful picture waits until it goes on.</source>
            <translation>Die Aufträge sind pausiert: Das getreue Bild wartet, bis sie weitergehen.</translation>
        </message>
        <message>
            <source>This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment.</source>
            <translation>Dieses Modell wurde mit Kappa {0} trainiert: Das getreue Bild für Kappa {1} ist ein Versuch.</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} bis {1}</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Herunterladen</translation>
        </message>
        <message>
            <source>Accept and download</source>
            <translation>Zustimmen und herunterladen</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Jetzt nicht</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Delete what has arrived; a download then begins anew</source>
            <translation>Löschen, was angekommen ist; ein Herunterladen beginnt dann von vorn</translation>
        </message>
        <message>
            <source>{0} are here and have only to be checked and converted.</source>
            <translation>{0} sind da und müssen nur noch geprüft und umgewandelt werden.</translation>
        </message>
        <message>
            <source>{0} have arrived and are kept; the download goes on from there.</source>
            <translation>{0} sind angekommen und bleiben erhalten; das Herunterladen geht dort weiter.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Noch einmal versuchen</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>The picture after each step. Left and Right choose a step, End the result, the menu key shows what can be done with it.</source>
            <translation>Das Bild nach jedem Schritt. Links und Rechts wählen einen Schritt, Ende das Ergebnis, die Menütaste zeigt, was sich damit tun lässt.</translation>
        </message>
        <message>
            <source>The result</source>
            <translation>Das Ergebnis</translation>
        </message>
        <message>
            <source>Prediction after step {0} of {1}. Right click: save it, or compare others with it.</source>
            <translation>Vorhersage nach Schritt {0} von {1}. Rechtsklick: speichern oder andere damit vergleichen.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Datei</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Was es ist</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Folge</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>ausgelassen</translation>
        </message>
        <message>
            <source>corrected</source>
            <translation>ausgeglichen</translation>
        </message>
        <message>
            <source>used as it is</source>
            <translation>unverändert benutzt</translation>
        </message>
        <message>
            <source>The original is no longer there to mix with</source>
            <translation>Das Original zum Mischen ist nicht mehr da</translation>
        </message>
        <message>
            <source>{0}: what is protected was marked on a picture of another size and left out.</source>
            <translation>{0}: Was geschützt ist, wurde auf einem Bild anderer Größe markiert und daher ausgelassen.</translation>
        </message>
        <message>
            <source>This model has no kappa, so the enlargement is the faithful picture.</source>
            <translation>Dieses Modell hat kein Kappa, daher ist die Vergrößerung das getreue Bild.</translation>
        </message>
        <message>
            <source>The original cannot be read, so the result stays as it is.</source>
            <translation>Das Original lässt sich nicht lesen, daher bleibt das Ergebnis, wie es ist.</translation>
        </message>
        <message>
            <source>This result cannot be shown.</source>
            <translation>Dieses Ergebnis kann nicht angezeigt werden.</translation>
        </message>
        <message>
            <source>{0} was watched when the program ended.</source>
            <translation>{0} wurde beobachtet, als das Programm endete.</translation>
        </message>
        <message>
            <source>Watch it again</source>
            <translation>Wieder beobachten</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>Nicht mehr</translation>
        </message>
        <message>
            <source>1 picture lies in {0} already. It stays as it is.</source>
            <translation>In {0} liegt schon 1 Bild. Es bleibt, wie es ist.</translation>
        </message>
        <message>
            <source>{1} pictures lie in {0} already. They stay as they are.</source>
            <translation>In {0} liegen schon {1} Bilder. Sie bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>Enlarge as well</source>
            <translation>Auch vergrößern</translation>
        </message>
        <message>
            <source>1 result that was not saved has been discarded.</source>
            <translation>1 Ergebnis, das nicht gespeichert war, wurde verworfen.</translation>
        </message>
        <message>
            <source>{0} results that were not saved have been discarded.</source>
            <translation>{0} Ergebnisse, die nicht gespeichert waren, wurden verworfen.</translation>
        </message>
        <message>
            <source>{0} pictures removed.</source>
            <translation>{0} Bilder entfernt.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>{0} has been changed since then, so it is not turned and cropped like this result.</source>
            <translation>{0} wurde seitdem geändert und wird daher nicht wie dieses Ergebnis gedreht und zugeschnitten.</translation>
        </message>
        <message>
            <source>{0} is turned and cropped as for this result.</source>
            <translation>{0} ist so gedreht und zugeschnitten wie für dieses Ergebnis.</translation>
        </message>
        <message>
            <source>{0} is being enlarged: turn or crop it afterwards.</source>
            <translation>{0} wird gerade vergrößert: Drehen oder schneiden Sie es danach zu.</translation>
        </message>
        <message>
            <source>Pictures that are being enlarged stay as they are.</source>
            <translation>Bilder, die gerade vergrößert werden, bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>{0} is cropped to {1} pixels for its results. Its file stays as it is.</source>
            <translation>{0} ist für seine Ergebnisse auf {1} Pixel zugeschnitten. Die Datei bleibt, wie sie ist.</translation>
        </message>
        <message>
            <source>All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.</source>
            <translation>Alle Seiten von {0} sind an dieser Stelle auf {1} Pixel zugeschnitten. Die Datei bleibt, wie sie ist.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>Wartet …</translation>
        </message>
        <message>
            <source>This file fits several models. Which one is it?</source>
            <translation>Diese Datei passt zu mehreren Modellen. Welches ist es?</translation>
        </message>
        <message>
            <source>Where it invents</source>
            <translation>Wo es erfindet</translation>
        </message>
        <message>
            <source>Spread: what differs when the picture is enlarged with other seeds.
Consistency: how the result, made small again, differs from the picture.</source>
            <translation>Streuung: was anders wird, wenn das Bild mit anderen Startwerten vergrößert wird.
Übereinstimmung: wie das wieder verkleinerte Ergebnis vom Bild abweicht.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aus</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>Streuung</translation>
        </message>
        <message>
            <source>Consistency</source>
            <translation>Übereinstimmung</translation>
        </message>
        <message>
            <source>Number of seeds</source>
            <translation>Anzahl der Startwerte</translation>
        </message>
        <message>
            <source>{0} seeds</source>
            <translation>{0} Startwerte</translation>
        </message>
        <message>
            <source>This model restores at once: no seed plays a part, and nothing differs by seed.</source>
            <translation>Dieses Modell stellt in einem Zug wieder her: Kein Startwert spielt eine Rolle, und nichts hängt von ihm ab.</translation>
        </message>
        <message>
            <source>Seed {0} of {1}, about {2} to go. Esc stops.</source>
            <translation>Startwert {0} von {1}, noch etwa {2}. Esc hält an.</translation>
        </message>
        <message>
            <source>The seeds wait until the queue is done.</source>
            <translation>Die Startwerte warten, bis die Aufträge fertig sind.</translation>
        </message>
        <message>
            <source>Stopped: press Spread to go on.</source>
            <translation>Angehalten: „Streuung“ drücken, um fortzufahren.</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Wird verglichen …</translation>
        </message>
        <message>
            <source>The picture and its result cannot be compared.</source>
            <translation>Das Bild und sein Ergebnis lassen sich nicht vergleichen.</translation>
        </message>
        <message>
            <source>{0}: the faithful picture was not computed, so the result is not saved yet.</source>
            <translation>{0}: Das getreue Bild wurde nicht berechnet, daher ist das Ergebnis noch nicht gespeichert.</translation>
        </message>
        <message>
            <source>1 picture was still to be enlarged when the program ended.</source>
            <translation>1 Bild war noch zu vergrößern, als das Programm endete.</translation>
        </message>
        <message>
            <source>{0} pictures were still to be enlarged when the program ended.</source>
            <translation>{0} Bilder waren noch zu vergrößern, als das Programm endete.</translation>
        </message>
        <message>
            <source>1 picture cannot be reached now; it is offered again at the next start.</source>
            <translation>1 Bild ist jetzt nicht erreichbar; es wird beim nächsten Start wieder angeboten.</translation>
        </message>
        <message>
            <source>{0} pictures cannot be reached now; they are offered again at the next start.</source>
            <translation>{0} Bilder sind jetzt nicht erreichbar; sie werden beim nächsten Start wieder angeboten.</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>Verwerfen</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Weitermachen</translation>
        </message>
        <message>
            <source>Scale: from 0, clear, to {0} of 255 levels and more, bright yellow</source>
            <translation>Skala: von 0, durchsichtig, bis {0} von 255 Stufen und mehr, hellgelb</translation>
        </message>
        <message>
            <source>{0} levels</source>
            <translation>{0} Stufen</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Alles kopieren</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Close the log</source>
            <translation>Protokoll schließen</translation>
        </message>
        <message>
            <source>LOG</source>
            <translation>PROTOKOLL</translation>
        </message>
        <message>
            <source>Explore</source>
            <translation>Erkunden</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Trainieren</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelle</translation>
        </message>
        <message>
            <source>Hold Shift to compare with it</source>
            <translation>Umschalttaste halten, um damit zu vergleichen</translation>
        </message>
        <message>
            <source>Compare with it on the right</source>
            <translation>Rechts damit vergleichen</translation>
        </message>
        <message>
            <source>Compare with it on the left</source>
            <translation>Links damit vergleichen</translation>
        </message>
        <message>
            <source>Mark what is to be filled in</source>
            <translation>Markieren, was ausgefüllt werden soll</translation>
        </message>
        <message>
            <source>Erase marks (the right mouse button does, too)</source>
            <translation>Markierungen löschen (auch mit der rechten Maustaste)</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>Größe des Pinsels</translation>
        </message>
        <message>
            <source>Size of the brush on the screen: [ and ], or Ctrl and the wheel</source>
            <translation>Größe des Pinsels auf dem Bildschirm: [ und ] oder Strg und Mausrad</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Wiederholen</translation>
        </message>
        <message>
            <source>Take all marks away</source>
            <translation>Alle Markierungen entfernen</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>Pinsel</translation>
        </message>
        <message>
            <source>Nothing is marked yet: paint over what is to be filled in.</source>
            <translation>Noch ist nichts markiert: Übermalen Sie, was ausgefüllt werden soll.</translation>
        </message>
        <message>
            <source>What is marked will be filled in.</source>
            <translation>Was markiert ist, wird ausgefüllt.</translation>
        </message>
        <message>
            <source>Marked: press the brush to see and change it.</source>
            <translation>Markiert: Drücken Sie den Pinsel, um es zu sehen und zu ändern.</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>nicht installiert</translation>
        </message>
        <message>
            <source>trained for {0} steps, kappa {1}</source>
            <translation>trainiert für {0} Schritte, Kappa {1}</translation>
        </message>
        <message>
            <source>restores at once</source>
            <translation>stellt in einem Zug wieder her</translation>
        </message>
        <message>
            <source>about {0} with its autoencoder</source>
            <translation>etwa {0} mit seinem Autoencoder</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>etwa {0}</translation>
        </message>
        <message>
            <source>licence: {0}</source>
            <translation>Lizenz: {0}</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Benutzen</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>eingebaut</translation>
        </message>
        <message>
            <source>by the authors of ResShift</source>
            <translation>von den Autoren von ResShift</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>importiert</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>Ihr eigenes</translation>
        </message>
        <message>
            <source>{0} steps by default</source>
            <translation>{0} Schritte als Vorgabe</translation>
        </message>
        <message>
            <source>It cannot run: it needs the {0}, which is not here.</source>
            <translation>Es kann nicht laufen: Es braucht {0}; das fehlt hier.</translation>
        </message>
        <message>
            <source>Delete this file ({0}) from this computer?</source>
            <translation>Diese Datei ({0}) von diesem Rechner löschen?</translation>
        </message>
        <message>
            <source>These models cannot run without it: {0}.</source>
            <translation>Diese Modelle können ohne sie nicht laufen: {0}.</translation>
        </message>
        <message>
            <source>{0} is installed and can be used.</source>
            <translation>{0} ist installiert und kann benutzt werden.</translation>
        </message>
        <message>
            <source>Add a model</source>
            <translation>Modell hinzufügen</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>Modelle ({0})</translation>
        </message>
        <message>
            <source>The model {0} has been added.</source>
            <translation>Das Modell {0} wurde hinzugefügt.</translation>
        </message>
        <message>
            <source>The program could not start the work. The log has the details.</source>
            <translation>Das Programm konnte die Arbeit nicht beginnen. Einzelheiten stehen im Protokoll.</translation>
        </message>
        <message>
            <source>The work ended unexpectedly. Try again; the log has the details.</source>
            <translation>Die Arbeit endete unerwartet. Versuchen Sie es noch einmal; Einzelheiten stehen im Protokoll.</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>Modelldatei hinzufügen …</translation>
        </message>
        <message>
            <source>Compare on your picture…</source>
            <translation>Am eigenen Bild vergleichen …</translation>
        </message>
        <message>
            <source>A part of your picture by all models, on the page Explore</source>
            <translation>Ein Teil Ihres Bildes mit allen Modellen, auf der Seite Erkunden</translation>
        </message>
        <message>
            <source>All models run on this computer. Your own models appear here as well; a model file can be dropped anywhere on the window.</source>
            <translation>Alle Modelle laufen auf diesem Rechner. Ihre eigenen Modelle erscheinen ebenfalls hier; eine Modelldatei kann überall im Fenster abgelegt werden.</translation>
        </message>
        <message>
            <source>What one of these makes of a picture is shown here once it is installed.</source>
            <translation>Was eines von ihnen aus einem Bild macht, ist hier zu sehen, sobald es installiert ist.</translation>
        </message>
        <message>
            <source>By the authors of ResShift</source>
            <translation>Von den Autoren von ResShift</translation>
        </message>
        <message>
            <source>By others</source>
            <translation>Von anderen</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>Bilder öffnen</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>Bilder ({0})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Alle Dateien (*)</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Ordner öffnen</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>Ordner beobachten</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>In der Zwischenablage ist kein Bild.</translation>
        </message>
        <message>
            <source>{0} lies in the watched folder, where originals would be taken for new pictures.</source>
            <translation>{0} liegt im beobachteten Ordner, wo Originale für neue Bilder gehalten würden.</translation>
        </message>
        <message>
            <source>{0} could not be moved away.</source>
            <translation>{0} konnte nicht verschoben werden.</translation>
        </message>
        <message>
            <source>When a result is ready</source>
            <translation>Wenn ein Ergebnis fertig ist</translation>
        </message>
        <message>
            <source>Keep until I save it</source>
            <translation>Behalten, bis ich es speichere</translation>
        </message>
        <message>
            <source>Save beside the picture</source>
            <translation>Neben dem Bild speichern</translation>
        </message>
        <message>
            <source>Save into a sub-folder</source>
            <translation>In einem Unterordner speichern</translation>
        </message>
        <message>
            <source>Save into a folder</source>
            <translation>In einem Ordner speichern</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>Ordner wählen …</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>As the picture</source>
            <translation>Wie das Bild</translation>
        </message>
        <message>
            <source>For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps.</source>
            <translation>Für Spiele: mit etwas Verlust komprimiert, als BC1 oder mit Alpha als BC3, und mit allen Mipmaps.</translation>
        </message>
        <message>
            <source>Bits per colour</source>
            <translation>Bit je Farbe</translation>
        </message>
        <message>
            <source>8 bit</source>
            <translation>8 Bit</translation>
        </message>
        <message>
            <source>16 bit</source>
            <translation>16 Bit</translation>
        </message>
        <message>
            <source>Name template</source>
            <translation>Namensmuster</translation>
        </message>
        <message>
            <source>Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</source>
            <translation>Felder: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</translation>
        </message>
        <message>
            <source>Settings into the file</source>
            <translation>Einstellungen in die Datei</translation>
        </message>
        <message>
            <source>With them the result can be made again; drop it here to get them.</source>
            <translation>Damit lässt sich das Ergebnis noch einmal machen; legen Sie es hier ab, um sie zu übernehmen.</translation>
        </message>
        <message>
            <source>Leave out place and person</source>
            <translation>Ort und Person weglassen</translation>
        </message>
        <message>
            <source>For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. Camera, date, title and description stay.</source>
            <translation>Zum Weitergeben: kein GPS und keine Orte, keine Namen von Autoren, Eigentümern und Personen, keine Seriennummern. Kamera, Datum, Titel und Beschreibung bleiben.</translation>
        </message>
        <message>
            <source>Keep the picture's date</source>
            <translation>Das Datum des Bildes behalten</translation>
        </message>
        <message>
            <source>The file of the result is dated as the picture's file.</source>
            <translation>Die Datei des Ergebnisses bekommt das Datum der Bilddatei.</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Tiefe</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualität</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Name</translation>
        </message>
        <message>
            <source>Save results into</source>
            <translation>Ergebnisse speichern in</translation>
        </message>
        <message>
            <source>holiday.jpg</source>
            <translation>urlaub.jpg</translation>
        </message>
        <message>
            <source>Close the region</source>
            <translation>Bereich schließen</translation>
        </message>
        <message>
            <source>New results begin with the strength, protection and grain of this one.</source>
            <translation>Neue Ergebnisse beginnen mit Stärke, Schutz und Korn von diesem.</translation>
        </message>
        <message>
            <source>Begin without</source>
            <translation>Ohne beginnen</translation>
        </message>
        <message>
            <source>Picture comparison</source>
            <translation>Bildvergleich</translation>
        </message>
        <message>
            <source>Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, 1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. Hold backslash to see the original, L for the loupe.</source>
            <translation>Links und Rechts verschieben die Trennlinie, mit Umschalt weiter. Plus und Minus zeigen größer und kleiner, 0 passt ein, 1 ist 100 %, 2 ist 200 %. Strg mit den Pfeiltasten verschiebt. Rückstrich halten zeigt das Original, L die Lupe.</translation>
        </message>
        <message>
            <source>Drop a picture here, or press Ctrl+O</source>
            <translation>Legen Sie hier ein Bild ab oder drücken Sie Strg+O</translation>
        </message>
        <message>
            <source>Several pictures, comic books or a whole folder are welcome too</source>
            <translation>Auch mehrere Bilder, Comics oder ein ganzer Ordner sind willkommen</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Aussehen</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Wie das System</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Dunkel</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Hell</translation>
        </message>
        <message>
            <source>Language, from the next start on</source>
            <translation>Sprache, ab dem nächsten Start</translation>
        </message>
        <message>
            <source>A change counts from the next start on.</source>
            <translation>Eine Änderung gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Show each step while a picture is worked on</source>
            <translation>Jeden Schritt zeigen, während ein Bild bearbeitet wird</translation>
        </message>
        <message>
            <source>Tell me when a long queue is done</source>
            <translation>Melden, wenn lange Aufträge fertig sind</translation>
        </message>
        <message>
            <source>Keep the computer awake while it works</source>
            <translation>Den Rechner wach halten, während er arbeitet</translation>
        </message>
        <message>
            <source>Let a training rest while pictures are enlarged</source>
            <translation>Ein Training ruhen lassen, während Bilder vergrößert werden</translation>
        </message>
        <message>
            <source>with the program's other data</source>
            <translation>bei den anderen Daten des Programms</translation>
        </message>
        <message>
            <source>Folder for trainings, from the next start on</source>
            <translation>Ordner für Trainings, ab dem nächsten Start</translation>
        </message>
        <message>
            <source>Training runs take gigabytes. A change counts from the next start on.</source>
            <translation>Trainings brauchen Gigabytes. Eine Änderung gilt ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>Geben Sie den ganzen Pfad des Ordners an.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Sprache</translation>
        </message>
        <message>
            <source>Trainings in</source>
            <translation>Trainings in</translation>
        </message>
        <message>
            <source>No account, no telemetry: pictures and settings stay on this computer. The network is used only for what you download.</source>
            <translation>Kein Konto, keine Telemetrie: Bilder und Einstellungen bleiben auf diesem Rechner. Das Netz wird nur für das benutzt, was Sie herunterladen.</translation>
        </message>
        <message>
            <source>Folder for trainings</source>
            <translation>Ordner für Trainings</translation>
        </message>
        <message>
            <source>The settings cannot be written ({0}): is the disk full?</source>
            <translation>Die Einstellungen lassen sich nicht schreiben ({0}): Ist der Datenträger voll?</translation>
        </message>
        <message>
            <source>there was no answer.</source>
            <translation>Es kam keine Antwort.</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 Paar</translation>
        </message>
        <message>
            <source>{0} pairs</source>
            <translation>{0} Paare</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 Bild</translation>
        </message>
        <message>
            <source>{0} pictures</source>
            <translation>{0} Bilder</translation>
        </message>
        <message>
            <source>The training cannot be started: {0}</source>
            <translation>Das Training lässt sich nicht beginnen: {0}</translation>
        </message>
        <message>
            <source>New preset</source>
            <translation>Neue Vorlage</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>Name der Vorlage</translation>
        </message>
        <message>
            <source>With model, size and output</source>
            <translation>Mit Modell, Größe und Ausgabe</translation>
        </message>
        <message>
            <source>A preset of the program has this name: choose another one.</source>
            <translation>So heißt eine Vorlage des Programms: Wählen Sie einen anderen Namen.</translation>
        </message>
        <message>
            <source>It takes the place of the preset of this name.</source>
            <translation>Sie ersetzt die Vorlage dieses Namens.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Vorlage</translation>
        </message>
        <message>
            <source>Keep these settings as a preset</source>
            <translation>Diese Einstellungen als Vorlage behalten</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>Diese Vorlage löschen</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>Eigene Einstellungen</translation>
        </message>
        <message>
            <source>Width of the print</source>
            <translation>Breite des Drucks</translation>
        </message>
        <message>
            <source>Height of the print</source>
            <translation>Höhe des Drucks</translation>
        </message>
        <message>
            <source>Unit of the print's size</source>
            <translation>Einheit der Druckgröße</translation>
        </message>
        <message>
            <source>cm</source>
            <translation>cm</translation>
        </message>
        <message>
            <source>inch</source>
            <translation>Zoll</translation>
        </message>
        <message>
            <source> dpi</source>
            <translation> dpi</translation>
        </message>
        <message>
            <source>Pixels per inch</source>
            <translation>Pixel pro Zoll</translation>
        </message>
        <message>
            <source>300 for what is looked at from near, 150 for posters. It is written into the result.</source>
            <translation>300 für das, was man aus der Nähe ansieht, 150 für Plakate. Es wird in das Ergebnis geschrieben.</translation>
        </message>
        <message>
            <source>{0} × {1} {2} at {3} dpi</source>
            <translation>{0} × {1} {2} bei {3} dpi</translation>
        </message>
        <message>
            <source>Save as {0}</source>
            <translation>Als {0} speichern</translation>
        </message>
        <message>
            <source>File of about {0}</source>
            <translation>Datei etwa {0}</translation>
        </message>
        <message>
            <source>Looking for the highest quality that fits…</source>
            <translation>Die höchste passende Qualität wird gesucht …</translation>
        </message>
        <message>
            <source>Quality {0}: a file of {1}</source>
            <translation>Qualität {0}: eine Datei von {1}</translation>
        </message>
        <message>
            <source>Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and height, or choose another format.</source>
            <translation>Selbst mit Qualität {0} hat die Datei {1}. Vergrößern Sie das Bild weniger, auf etwa {2} % dieser Breite und Höhe, oder wählen Sie ein anderes Format.</translation>
        </message>
        <message>
            <source>The quality could not be found.</source>
            <translation>Die Qualität konnte nicht gefunden werden.</translation>
        </message>
        <message>
            <source>Lossless</source>
            <translation>Verlustfrei</translation>
        </message>
        <message>
            <source>Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.</source>
            <translation>Behält jeden Bildpunkt, wie er ist, in WebP und JPEG XL. Die Datei wird mehrmals so groß.</translation>
        </message>
        <message>
            <source>Drop pictures or folders anywhere</source>
            <translation>Bilder oder Ordner irgendwo ablegen</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Remove all that are finished</source>
            <translation>Alle fertigen entfernen</translation>
        </message>
        <message>
            <source>QUEUE</source>
            <translation>AUFTRÄGE</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Entfernen</translation>
        </message>
        <message>
            <source>Put first</source>
            <translation>An den Anfang</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Nach oben</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Nach unten</translation>
        </message>
        <message>
            <source>Enlarge all frames or pages</source>
            <translation>Alle Bilder oder Seiten vergrößern</translation>
        </message>
        <message>
            <source>Compare these two</source>
            <translation>Diese beiden vergleichen</translation>
        </message>
        <message>
            <source>Show in the folder</source>
            <translation>Im Ordner zeigen</translation>
        </message>
        <message>
            <source>1 done</source>
            <translation>1 fertig</translation>
        </message>
        <message>
            <source>{0} done</source>
            <translation>{0} fertig</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>{0} failed</source>
            <translation>{0} fehlgeschlagen</translation>
        </message>
        <message>
            <source>Open partially</source>
            <translation>Teilweise öffnen</translation>
        </message>
        <message>
            <source>{0} goes on at page {1} of {2}.</source>
            <translation>{0} wird auf Seite {1} von {2} fortgesetzt.</translation>
        </message>
        <message>
            <source>{0} goes on at frame {1} of {2}.</source>
            <translation>{0} wird bei Bild {1} von {2} fortgesetzt.</translation>
        </message>
        <message>
            <source>Enlarge all of them</source>
            <translation>Alle vergrößern</translation>
        </message>
        <message>
            <source>There is no picture in there.</source>
            <translation>Darin ist kein Bild.</translation>
        </message>
        <message>
            <source> And {0} more.</source>
            <translation> Und {0} weitere.</translation>
        </message>
        <message>
            <source>{0} was made by ResShift Studio: {1}.</source>
            <translation>{0} wurde von ResShift Studio gemacht: {1}.</translation>
        </message>
        <message>
            <source>Its picture before that: {0}. Others are taken as they are.</source>
            <translation>Das Bild davor: {0}. Andere werden genommen, wie sie sind.</translation>
        </message>
        <message>
            <source>Done before with the same settings, passed over: {0}.</source>
            <translation>Schon mit denselben Einstellungen gemacht, übergangen: {0}.</translation>
        </message>
        <message>
            <source>Do them anew</source>
            <translation>Noch einmal machen</translation>
        </message>
        <message>
            <source>Pictures done: {0} of {1}, in {2}</source>
            <translation>Fertige Bilder: {0} von {1}, in {2}</translation>
        </message>
        <message>
            <source>, 1 failed</source>
            <translation>, 1 fehlgeschlagen</translation>
        </message>
        <message>
            <source>, {0} failed</source>
            <translation>, {0} fehlgeschlagen</translation>
        </message>
        <message>
            <source>Left as they are, since their longer side has {0} pixels or more: {1}.</source>
            <translation>Blieben, wie sie sind, da ihre längere Seite {0} Pixel oder mehr hat: {1}.</translation>
        </message>
        <message>
            <source>Enlarge them even so</source>
            <translation>Trotzdem vergrößern</translation>
        </message>
        <message>
            <source>{0}. Saved in folders below {1}</source>
            <translation>{0}. Gespeichert in Ordnern unter {1}</translation>
        </message>
        <message>
            <source>{0}. Saved in the folder {1}</source>
            <translation>{0}. Gespeichert im Ordner {1}</translation>
        </message>
        <message>
            <source>Save them all</source>
            <translation>Alle speichern</translation>
        </message>
        <message>
            <source>Try the failed again</source>
            <translation>Fehlgeschlagene noch einmal versuchen</translation>
        </message>
        <message>
            <source>Pictures in the queue</source>
            <translation>Bilder in den Aufträgen</translation>
        </message>
        <message>
            <source>This picture is softer than its size: reducing it to {0} % first gives crisper results.</source>
            <translation>Dieses Bild ist weicher, als seine Größe erwarten lässt: Es zuerst auf {0} % zu verkleinern, gibt schärfere Ergebnisse.</translation>
        </message>
        <message>
            <source>Reduce first</source>
            <translation>Zuerst verkleinern</translation>
        </message>
        <message>
            <source>This picture is softer than its size: it is reduced to {0} % first.</source>
            <translation>Dieses Bild ist weicher, als seine Größe erwarten lässt: Es wird zuerst auf {0} % verkleinert.</translation>
        </message>
        <message>
            <source>Do not reduce</source>
            <translation>Nicht verkleinern</translation>
        </message>
        <message>
            <source>Each picture is reduced to {0} % first.</source>
            <translation>Jedes Bild wird zuerst auf {0} % verkleinert.</translation>
        </message>
        <message>
            <source>Region of the picture</source>
            <translation>Bereich des Bildes</translation>
        </message>
        <message>
            <source>Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.</source>
            <translation>Klicken, ziehen oder ein Rechteck zeichnen. Die Pfeiltasten verschieben es, mit Umschalt ändern sie die Größe.</translation>
        </message>
        <message>
            <source>{0} × {1} pixels at {2}, {3}</source>
            <translation>{0} × {1} Pixel bei {2}, {3}</translation>
        </message>
        <message>
            <source>Export all results into</source>
            <translation>Alle Ergebnisse exportieren nach</translation>
        </message>
        <message>
            <source>The result is still being written: please try again in a moment.</source>
            <translation>Das Ergebnis wird noch geschrieben: Bitte versuchen Sie es gleich noch einmal.</translation>
        </message>
        <message>
            <source>Saved as {0} in the folder {1}</source>
            <translation>Gespeichert als {0} im Ordner {1}</translation>
        </message>
        <message>
            <source>{0}: all of it saved as {1}</source>
            <translation>{0}: alles gespeichert als {1}</translation>
        </message>
        <message>
            <source>{0}: saved as {1}</source>
            <translation>{0}: gespeichert als {1}</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>Anderswo speichern …</translation>
        </message>
        <message>
            <source>{0} results could not be saved.</source>
            <translation>{0} Ergebnisse konnten nicht gespeichert werden.</translation>
        </message>
        <message>
            <source>Save them elsewhere…</source>
            <translation>Anderswo speichern …</translation>
        </message>
        <message>
            <source>Results cannot be kept safe from a crash, so save them soon: {0}</source>
            <translation>Ergebnisse lassen sich nicht vor einem Absturz schützen, speichern Sie sie daher bald: {0}</translation>
        </message>
        <message>
            <source>Delete the run {0} with its saved states? A model that was made of it stays.</source>
            <translation>Den Lauf {0} mit seinen gespeicherten Zuständen löschen? Ein daraus gemachtes Modell bleibt.</translation>
        </message>
        <message>
            <source>What the process printed</source>
            <translation>Was der Prozess ausgegeben hat</translation>
        </message>
        <message>
            <source>Nothing so far.</source>
            <translation>Bisher nichts.</translation>
        </message>
        <message>
            <source>Draw a rectangle: it alone is sampled, in a second or two.</source>
            <translation>Ziehen Sie ein Rechteck auf: Nur dieses wird berechnet, in ein, zwei Sekunden.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Fortschritt</translation>
        </message>
        <message>
            <source>Time, memory and size of the file, by a short measurement on this device.</source>
            <translation>Zeit, Speicher und Größe der Datei, nach einer kurzen Messung auf diesem Gerät.</translation>
        </message>
        <message>
            <source>Fill in</source>
            <translation>Ausfüllen</translation>
        </message>
        <message>
            <source>Fill in {0} pictures</source>
            <translation>{0} Bilder ausfüllen</translation>
        </message>
        <message>
            <source>Fill in all {0}</source>
            <translation>Alle {0} ausfüllen</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Wiederherstellen</translation>
        </message>
        <message>
            <source>Restore {0} pictures</source>
            <translation>{0} Bilder wiederherstellen</translation>
        </message>
        <message>
            <source>Restore all {0}</source>
            <translation>Alle {0} wiederherstellen</translation>
        </message>
        <message>
            <source>Upscale {0} pictures</source>
            <translation>{0} Bilder vergrößern</translation>
        </message>
        <message>
            <source>Upscale all {0}</source>
            <translation>Alle {0} vergrößern</translation>
        </message>
        <message>
            <source>Add {0} to the queue</source>
            <translation>{0} zu den Aufträgen</translation>
        </message>
        <message>
            <source>Every picture that has no result yet</source>
            <translation>Jedes Bild, das noch kein Ergebnis hat</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>Trainingsläufe</translation>
        </message>
        <message>
            <source>New training</source>
            <translation>Neues Training</translation>
        </message>
        <message>
            <source>Your trainings will stand here.</source>
            <translation>Hier werden Ihre Trainings stehen.</translation>
        </message>
        <message>
            <source>RUNS</source>
            <translation>LÄUFE</translation>
        </message>
        <message>
            <source>Settings of {0}</source>
            <translation>Einstellungen von {0}</translation>
        </message>
        <message>
            <source>The run goes on with what you change here. What is grey would need a new run.</source>
            <translation>Der Lauf geht mit dem weiter, was Sie hier ändern. Graues bräuchte einen neuen Lauf.</translation>
        </message>
        <message>
            <source>These can be changed while the run is not at work.</source>
            <translation>Dies lässt sich ändern, solange der Lauf nicht arbeitet.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Fortsetzen</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>Aus der Warteschlange nehmen</translation>
        </message>
        <message>
            <source>Settings of this run</source>
            <translation>Einstellungen dieses Laufs</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>Ordner des Laufs öffnen</translation>
        </message>
        <message>
            <source>Delete this run</source>
            <translation>Diesen Lauf löschen</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>Name des Modells</translation>
        </message>
        <message>
            <source>Add to my models</source>
            <translation>Zu meinen Modellen</translation>
        </message>
        <message>
            <source>Use in Upscale</source>
            <translation>Zum Vergrößern benutzen</translation>
        </message>
        <message>
            <source>Progress of the training</source>
            <translation>Fortschritt des Trainings</translation>
        </message>
        <message>
            <source>LOSS</source>
            <translation>VERLUST</translation>
        </message>
        <message>
            <source>The loss appears here with the first report.</source>
            <translation>Der Verlust erscheint hier mit der ersten Meldung.</translation>
        </message>
        <message>
            <source>VALIDATION</source>
            <translation>VALIDIERUNG</translation>
        </message>
        <message>
            <source>How good it is on pictures it does not learn from appears here.</source>
            <translation>Wie gut es bei Bildern ist, aus denen es nicht lernt, erscheint hier.</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>Gewinn</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Wertung</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Merkmale</translation>
        </message>
        <message>
            <source>What is shown of the validation</source>
            <translation>Was von der Validierung gezeigt wird</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Kurven</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>The process ended before the run was finished. Resume goes on at the last saved state.</source>
            <translation>Der Prozess endete, bevor der Lauf fertig war. „Fortsetzen“ geht vom letzten gespeicherten Zustand weiter.</translation>
        </message>
        <message>
            <source>Its last words: {0}</source>
            <translation>Seine letzten Worte: {0}</translation>
        </message>
        <message>
            <source>It begins by itself when the run before it has ended, while this window is open or once it is opened again.</source>
            <translation>Er beginnt von selbst, wenn der Lauf davor geendet hat, solange dieses Fenster offen ist oder sobald es wieder geöffnet wird.</translation>
        </message>
        <message>
            <source>It rests while pictures are enlarged, and goes on by itself.</source>
            <translation>Es ruht, während Bilder vergrößert werden, und geht von selbst weiter.</translation>
        </message>
        <message>
            <source>Nothing to use yet: so far no state was better than the start.</source>
            <translation>Noch nichts zu gebrauchen: Bisher war kein Zustand besser als der Anfang.</translation>
        </message>
        <message>
            <source>Nothing to use yet: the first check would have been at iteration {0}.</source>
            <translation>Noch nichts zu gebrauchen: Die erste Prüfung wäre bei Iteration {0} gewesen.</translation>
        </message>
        <message>
            <source>PSNR in dB, higher is closer to the original.</source>
            <translation>PSNR in dB; höher ist näher am Original.</translation>
        </message>
        <message>
            <source>PSNR in dB above plain bicubic enlargement, higher is better.</source>
            <translation>PSNR in dB über einfacher bikubischer Vergrößerung; höher ist besser.</translation>
        </message>
        <message>
            <source>What decides which state is the best: lower is better.</source>
            <translation>Was entscheidet, welcher Zustand der beste ist: Niedriger ist besser.</translation>
        </message>
        <message>
            <source>Visible difference as a share of bicubic's: lower is better.</source>
            <translation>Sichtbarer Unterschied als Anteil des bikubischen: Niedriger ist besser.</translation>
        </message>
        <message>
            <source>Dashed: the model before training. Ring: the best so far.</source>
            <translation>Gestrichelt: das Modell vor dem Training. Ring: das bisher beste.</translation>
        </message>
        <message>
            <source>iteration {0} of {1}</source>
            <translation>Iteration {0} von {1}</translation>
        </message>
        <message>
            <source>{0} samples a second</source>
            <translation>{0} Beispiele je Sekunde</translation>
        </message>
        <message>
            <source>{0} of memory</source>
            <translation>{0} Speicher</translation>
        </message>
        <message>
            <source>The run has not ended; its best state so far can be used all the same.</source>
            <translation>Der Lauf ist noch nicht zu Ende; sein bisher bester Zustand kann trotzdem benutzt werden.</translation>
        </message>
        <message>
            <source>No state was better than the start: the newest one, of iteration {0}, is taken.</source>
            <translation>Kein Zustand war besser als der Anfang: Genommen wird der neueste, von Iteration {0}.</translation>
        </message>
        <message>
            <source>What it was earlier is among your models as {0}.</source>
            <translation>Ein früherer Stand ist als {0} unter Ihren Modellen.</translation>
        </message>
        <message>
            <source>It is among your models as {0}.</source>
            <translation>Es steht unter Ihren Modellen als {0}.</translation>
        </message>
        <message>
            <source>Making the model…</source>
            <translation>Das Modell wird gemacht …</translation>
        </message>
        <message>
            <source>The training run cannot be reached: {0}</source>
            <translation>Der Trainingslauf ist nicht zu erreichen: {0}</translation>
        </message>
        <message>
            <source>Show what it does</source>
            <translation>Zeigen, was es bewirkt</translation>
        </message>
        <message>
            <source>Computes three small examples with this model</source>
            <translation>Berechnet drei kleine Beispiele mit diesem Modell</translation>
        </message>
        <message>
            <source>Waiting: pictures come first.</source>
            <translation>Wartet: Bilder gehen vor.</translation>
        </message>
        <message>
            <source>Computing example {0} of {1}…</source>
            <translation>Beispiel {0} von {1} wird berechnet …</translation>
        </message>
        <message>
            <source>Before and after: {0}</source>
            <translation>Vorher und nachher: {0}</translation>
        </message>
        <message>
            <source>A soft photograph, one worn by JPEG, and a drawing: drag to see before and after</source>
            <translation>Ein unscharfes Foto, eines mit JPEG-Spuren und eine Zeichnung: ziehen, um vorher und nachher zu sehen</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>Noch keine Bilder</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Eingabe</translation>
        </message>
        <message>
            <source>Before training</source>
            <translation>Vor dem Training</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Vergleichen mit</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Bild</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validierung</translation>
        </message>
        <message>
            <source>Earlier validation</source>
            <translation>Frühere Validierung</translation>
        </message>
        <message>
            <source>Later validation</source>
            <translation>Spätere Validierung</translation>
        </message>
        <message>
            <source>What the model makes of pictures it does not learn from appears here at each validation, the first time before it has learnt anything.</source>
            <translation>Was das Modell aus Bildern macht, aus denen es nicht lernt, erscheint hier bei jeder Validierung, zum ersten Mal, bevor es etwas gelernt hat.</translation>
        </message>
        <message>
            <source>iteration {0}</source>
            <translation>Iteration {0}</translation>
        </message>
        <message>
            <source>Iteration {0}</source>
            <translation>Iteration {0}</translation>
        </message>
        <message>
            <source>Picture {0}</source>
            <translation>Bild {0}</translation>
        </message>
        <message>
            <source>These pictures cannot be read.</source>
            <translation>Diese Bilder lassen sich nicht lesen.</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>Derselbe Startwert und dieselben Einstellungen ergeben wieder dasselbe Ergebnis.</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>Anderer Startwert</translation>
        </message>
        <message>
            <source>Keep this seed for every run</source>
            <translation>Diesen Startwert für jeden Lauf behalten</translation>
        </message>
        <message>
            <source>Every run uses this seed</source>
            <translation>Jeder Lauf benutzt diesen Startwert</translation>
        </message>
        <message>
            <source>Save the sheet</source>
            <translation>Die Übersicht speichern</translation>
        </message>
        <message>
            <source>The sheet could not be saved to {0}: choose another folder.</source>
            <translation>Die Übersicht konnte nicht in {0} gespeichert werden: Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>Kontaktbogen</translation>
        </message>
        <message>
            <source>The part with the most detail</source>
            <translation>Der Teil mit den meisten Einzelheiten</translation>
        </message>
        <message>
            <source>COLUMNS</source>
            <translation>SPALTEN</translation>
        </message>
        <message>
            <source>ROWS</source>
            <translation>ZEILEN</translation>
        </message>
        <message>
            <source>Save the sheet…</source>
            <translation>Übersicht speichern …</translation>
        </message>
        <message>
            <source>As one picture, every cell at 100 %, with its labels</source>
            <translation>Als ein Bild, jede Zelle zu 100 %, mit ihren Beschriftungen</translation>
        </message>
        <message>
            <source>REGION</source>
            <translation>BEREICH</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Kein Bild</translation>
        </message>
        <message>
            <source>Compute {0}</source>
            <translation>{0} berechnen</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>Berechnen</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>Dieses Bild lässt sich nicht zeigen</translation>
        </message>
        <message>
            <source>{0} cannot be shown.</source>
            <translation>{0} lässt sich nicht zeigen.</translation>
        </message>
        <message>
            <source>{0} has another shape than {1}: it is shown whole, not stretched.</source>
            <translation>{0} hat ein anderes Seitenverhältnis als {1}: Es wird ganz gezeigt und nicht verzerrt.</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>VERGRÖSSERUNG</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Vergrößerung</translation>
        </message>
        <message>
            <source>Restore: the same size, without its noise and softness</source>
            <translation>Wiederherstellen: dieselbe Größe, ohne Rauschen und Unschärfe</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Andere</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Pixel</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Druck</translation>
        </message>
        <message>
            <source>Other sizes</source>
            <translation>Andere Größen</translation>
        </message>
        <message>
            <source>Width of the result</source>
            <translation>Breite des Ergebnisses</translation>
        </message>
        <message>
            <source>Height of the result</source>
            <translation>Höhe des Ergebnisses</translation>
        </message>
        <message>
            <source>What has so many pixels</source>
            <translation>Was so viele Pixel hat</translation>
        </message>
        <message>
            <source>Width × height</source>
            <translation>Breite × Höhe</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>Längere Seite</translation>
        </message>
        <message>
            <source>Shorter side</source>
            <translation>Kürzere Seite</translation>
        </message>
        <message>
            <source>Pixels of this side</source>
            <translation>Pixel dieser Seite</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>Choose which part of the picture is printed</source>
            <translation>Wählen, welcher Teil des Bildes gedruckt wird</translation>
        </message>
        <message>
            <source>{0} × {1}, left as it is: only pictures below {2} px are enlarged</source>
            <translation>{0} × {1}, bleibt, wie es ist: nur Bilder unter {2} px werden vergrößert</translation>
        </message>
        <message>
            <source>{0} × {1}, restored at the same size</source>
            <translation>{0} × {1}, in derselben Größe wiederhergestellt</translation>
        </message>
        <message>
            <source>from {0} × {1} to {2} × {3}</source>
            <translation>von {0} × {1} auf {2} × {3}</translation>
        </message>
        <message>
            <source>Prints {0}.</source>
            <translation>Gedruckt: {0}.</translation>
        </message>
        <message>
            <source>The picture keeps its shape: for {0} × {1} {2} it has to be cropped.</source>
            <translation>Das Bild behält seine Form: Für {0} × {1} {2} muss es zugeschnitten werden.</translation>
        </message>
        <message>
            <source>Crop to {0} × {1}…</source>
            <translation>Auf {0} × {1} zuschneiden…</translation>
        </message>
        <message>
            <source>This model does not enlarge: the enlargement is interpolated.</source>
            <translation>Dieses Modell vergrößert nicht: Die Vergrößerung wird interpoliert.</translation>
        </message>
        <message>
            <source>This model enlarges up to {0}×: the rest is interpolated.</source>
            <translation>Dieses Modell vergrößert bis {0}×: Der Rest wird interpoliert.</translation>
        </message>
        <message>
            <source>This model enlarges the reduced picture up to {0}×: the rest is interpolated.</source>
            <translation>Dieses Modell vergrößert das verkleinerte Bild bis zu {0}×: Der Rest wird interpoliert.</translation>
        </message>
        <message>
            <source>More than {0}× takes several passes.</source>
            <translation>Mehr als {0}× braucht mehrere Durchgänge.</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Höchstens</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>Size of the file at most</source>
            <translation>Größe der Datei höchstens</translation>
        </message>
        <message>
            <source>For places that take no larger files: the highest quality whose file fits is looked for, up to the one above. PNG, TIFF and files without loss have no quality that could be lowered.</source>
            <translation>Für Orte, die keine größeren Dateien annehmen: Gesucht wird die höchste Qualität, deren Datei passt, bis zu der darüber. PNG, TIFF und verlustfreie Dateien haben keine Qualität, die sich senken ließe.</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Messen</translation>
        </message>
        <message>
            <source>Trains for a few seconds to find out how long the run will take and what memory it needs.</source>
            <translation>Trainiert einige Sekunden lang, um herauszufinden, wie lange der Lauf dauert und welchen Speicher er braucht.</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Training beginnen</translation>
        </message>
        <message>
            <source>The measurement failed: {0}</source>
            <translation>Die Messung ist fehlgeschlagen: {0}</translation>
        </message>
        <message>
            <source>Add to the queue</source>
            <translation>In die Warteschlange</translation>
        </message>
        <message>
            <source>This cannot start yet.</source>
            <translation>Dies kann noch nicht beginnen.</translation>
        </message>
        <message>
            <source>Choose pictures first.</source>
            <translation>Wählen Sie zuerst Bilder.</translation>
        </message>
        <message>
            <source>This takes up to a minute. You can start without it.</source>
            <translation>Das dauert bis zu einer Minute. Sie können auch ohne beginnen.</translation>
        </message>
        <message>
            <source>Measuring how long it will take…</source>
            <translation>Es wird gemessen, wie lange es dauert …</translation>
        </message>
        <message>
            <source>Measure tells you the time and the memory beforehand.</source>
            <translation>„Messen“ sagt Ihnen vorher Zeit und Speicher.</translation>
        </message>
        <message>
            <source>Another run is at work: this one will wait for its turn.</source>
            <translation>Ein anderer Lauf arbeitet: Dieser wartet, bis er an der Reihe ist.</translation>
        </message>
        <message>
            <source>{0} iterations</source>
            <translation>{0} Iterationen</translation>
        </message>
        <message>
            <source>Takes {0}, up to {1} of memory and {3} of disk on: {2}</source>
            <translation>Dauert {0} und braucht bis zu {1} Speicher und {3} Plattenplatz auf: {2}</translation>
        </message>
        <message>
            <source>Takes {0} and up to {1} of memory on: {2}</source>
            <translation>Dauert {0} und braucht bis zu {1} Speicher auf: {2}</translation>
        </message>
        <message>
            <source>At best {0} dB PSNR: what the model's autoencoder can show of these pictures.</source>
            <translation>Höchstens {0} dB PSNR: was der Autoencoder des Modells von diesen Bildern zeigen kann.</translation>
        </message>
        <message>
            <source>Measured with other settings: measure again to be sure.</source>
            <translation>Mit anderen Einstellungen gemessen: Messen Sie noch einmal, um sicher zu sein.</translation>
        </message>
        <message>
            <source>Measure time and memory</source>
            <translation>Zeit und Speicher messen</translation>
        </message>
        <message>
            <source> · {0} more waiting</source>
            <translation> · {0} weitere warten</translation>
        </message>
        <message>
            <source> · all in about {0}</source>
            <translation> · alle in etwa {0}</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>{0} wird gespeichert</translation>
        </message>
        <message>
            <source>1 result…</source>
            <translation>1 Ergebnis …</translation>
        </message>
        <message>
            <source>{0} results…</source>
            <translation>{0} Ergebnisse …</translation>
        </message>
        <message>
            <source>Memory that the program uses</source>
            <translation>Speicher, den das Programm belegt</translation>
        </message>
        <message>
            <source>Save this step…</source>
            <translation>Diesen Schritt speichern …</translation>
        </message>
        <message>
            <source>Put this step on the left</source>
            <translation>Diesen Schritt nach links setzen</translation>
        </message>
        <message>
            <source>Back to what was on the left</source>
            <translation>Zurück zu dem, was links war</translation>
        </message>
        <message>
            <source>Save this step</source>
            <translation>Diesen Schritt speichern</translation>
        </message>
        <message>
            <source>Saved as {0} ({1}, the size of the preview)</source>
            <translation>Gespeichert als {0} ({1}, die Größe der Vorschau)</translation>
        </message>
        <message>
            <source>The step could not be saved to {0}: choose another folder.</source>
            <translation>Der Schritt konnte nicht in {0} gespeichert werden: Wählen Sie einen anderen Ordner.</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Stärke</translation>
        </message>
        <message>
            <source>How much of the model's picture is taken; the rest is the faithful one</source>
            <translation>Wie viel vom Bild des Modells genommen wird; der Rest ist das getreue</translation>
        </message>
        <message>
            <source>Faithful picture</source>
            <translation>Getreues Bild</translation>
        </message>
        <message>
            <source>What the result is mixed with, and what stays where it is protected</source>
            <translation>Womit das Ergebnis gemischt wird, und was bleibt, wo es geschützt ist</translation>
        </message>
        <message>
            <source>Enlargement</source>
            <translation>Vergrößerung</translation>
        </message>
        <message>
            <source>Kappa 0.1</source>
            <translation>Kappa 0,1</translation>
        </message>
        <message>
            <source>Keep the grain</source>
            <translation>Korn behalten</translation>
        </message>
        <message>
            <source>Bring the finest structure of the original back into the result</source>
            <translation>Die feinste Struktur des Originals in das Ergebnis zurückbringen</translation>
        </message>
        <message>
            <source>over</source>
            <translation>über</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>Schützen</translation>
        </message>
        <message>
            <source>Paint where the faithful picture shall stay, as on faces and text</source>
            <translation>Malen Sie, wo das getreue Bild bleiben soll, etwa auf Gesichtern und Text</translation>
        </message>
        <message>
            <source>Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush.</source>
            <translation>Übermalen Sie, was bleiben soll. Rechte Maustaste löscht, [ und ] oder Strg und Mausrad ändern den Pinsel.</translation>
        </message>
        <message>
            <source>Undo the last stroke (Ctrl+Z)</source>
            <translation>Den letzten Strich zurücknehmen (Strg+Z)</translation>
        </message>
        <message>
            <source>Protect nothing</source>
            <translation>Nichts schützen</translation>
        </message>
        <message>
            <source>Find faces and text</source>
            <translation>Gesichter und Text finden</translation>
        </message>
        <message>
            <source>Propose faces and lines of text to protect; nothing is protected unasked</source>
            <translation>Gesichter und Textzeilen zum Schützen vorschlagen; ungefragt wird nichts geschützt</translation>
        </message>
        <message>
            <source>Protect all</source>
            <translation>Alle schützen</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Schließen</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>Wird berechnet …</translation>
        </message>
        <message>
            <source>No faces and no text were found.</source>
            <translation>Keine Gesichter und kein Text gefunden.</translation>
        </message>
        <message>
            <source>1 place found.</source>
            <translation>1 Stelle gefunden.</translation>
        </message>
        <message>
            <source>{0} places found.</source>
            <translation>{0} Stellen gefunden.</translation>
        </message>
        <message>
            <source>A click protects one, the right button dismisses it.</source>
            <translation>Ein Klick schützt eine, die rechte Maustaste verwirft sie.</translation>
        </message>
        <message>
            <source>A damaged file was set aside. It lies here now: {0}</source>
            <translation>Eine beschädigte Datei wurde beiseitegelegt. Sie liegt jetzt hier: {0}</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged: its results are of the picture before.</source>
            <translation>{0} wurde seit dem Vergrößern geändert: Die Ergebnisse stammen vom vorigen Bild.</translation>
        </message>
        <message>
            <source>Trainings and the authors' models can use your graphics card ({0}). That takes {1} once.</source>
            <translation>Trainings und die Modelle der Autoren können Ihre Grafikkarte ({0}) nutzen. Das braucht einmalig {1}.</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>Your graphics card is used from the next start on.</source>
            <translation>Ihre Grafikkarte wird ab dem nächsten Start benutzt.</translation>
        </message>
        <message>
            <source>It ended before it was done. What has arrived is kept.</source>
            <translation>Es endete, bevor es fertig war. Was angekommen ist, bleibt erhalten.</translation>
        </message>
        <message>
            <source>Kind of graphics card</source>
            <translation>Art der Grafikkarte</translation>
        </message>
        <message>
            <source>Delete what has been fetched</source>
            <translation>Löscht, was heruntergeladen wurde</translation>
        </message>
        <message>
            <source>Support for my graphics card</source>
            <translation>Unterstützung für meine Grafikkarte</translation>
        </message>
        <message>
            <source>Installed: torch {0}, which can use {1}. It works from the next start on.</source>
            <translation>Installiert: torch {0}, das {1} nutzen kann. Es arbeitet ab dem nächsten Start.</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Installieren</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Wird vorbereitet …</translation>
        </message>
        <message>
            <source>About {0} of {1} have arrived. You can close this window and go on working.</source>
            <translation>Etwa {0} von {1} sind angekommen. Sie können dieses Fenster schließen und weiterarbeiten.</translation>
        </message>
        <message>
            <source>Checking that it computes…</source>
            <translation>Es wird geprüft, ob es rechnet …</translation>
        </message>
        <message>
            <source>For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed.</source>
            <translation>Für Trainings und die Modelle der Autoren: {0} herunterzuladen, {1} auf dem Datenträger. Es lässt sich abbrechen und entfernen.</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>WIE GRÜNDLICH</translation>
        </message>
        <message>
            <source>Settings for experts</source>
            <translation>Einstellungen für Fachleute</translation>
        </message>
        <message>
            <source>Back to the preset's values</source>
            <translation>Zurück zu den Werten der Vorlage</translation>
        </message>
        <message>
            <source>Changed by you: {0}</source>
            <translation>Von Ihnen geändert: {0}</translation>
        </message>
        <message>
            <source>Too little is left of this file: no part of it can be shown.</source>
            <translation>Von dieser Datei ist zu wenig übrig: Kein Teil davon kann gezeigt werden.</translation>
        </message>
        <message>
            <source>This picture cannot be read.</source>
            <translation>Dieses Bild lässt sich nicht lesen.</translation>
        </message>
        <message>
            <source>Make a model better at your kind of picture. It is done on this computer, in the background; the window can be closed meanwhile.</source>
            <translation>Machen Sie ein Modell bei Ihrer Art von Bildern besser. Das geschieht auf diesem Rechner, im Hintergrund; das Fenster kann währenddessen geschlossen werden.</translation>
        </message>
        <message>
            <source>Model to start from</source>
            <translation>Modell, mit dem begonnen wird</translation>
        </message>
        <message>
            <source>For example: My scanned pages</source>
            <translation>Zum Beispiel: Meine gescannten Seiten</translation>
        </message>
        <message>
            <source>Name of the new model</source>
            <translation>Name des neuen Modells</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>Beginnen mit</translation>
        </message>
        <message>
            <source>The training {0} has ended: its folder is no longer there.</source>
            <translation>Das Training {0} ist beendet: Sein Ordner ist nicht mehr da.</translation>
        </message>
        <message>
            <source>The training {0} is finished.</source>
            <translation>Das Training {0} ist fertig.</translation>
        </message>
        <message>
            <source>The training {0} failed: {1}</source>
            <translation>Das Training {0} ist fehlgeschlagen: {1}</translation>
        </message>
        <message>
            <source>The training {0} was interrupted. It can be resumed.</source>
            <translation>Das Training {0} wurde unterbrochen. Es kann fortgesetzt werden.</translation>
        </message>
        <message>
            <source>The model could not be made: {0}</source>
            <translation>Das Modell konnte nicht gemacht werden: {0}</translation>
        </message>
        <message>
            <source>Take the newest state</source>
            <translation>Den neuesten Zustand nehmen</translation>
        </message>
        <message>
            <source>Move originals into</source>
            <translation>Originale verschieben nach</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({0}). Your pictures are safe; please go on.</source>
            <translation>Im Programm ist etwas schiefgegangen ({0}). Ihre Bilder sind sicher; machen Sie bitte weiter.</translation>
        </message>
        <message>
            <source>1 result from last time has not been saved.</source>
            <translation>1 Ergebnis vom letzten Mal ist nicht gespeichert.</translation>
        </message>
        <message>
            <source>{0} results from last time have not been saved.</source>
            <translation>{0} Ergebnisse vom letzten Mal sind nicht gespeichert.</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Zeigen</translation>
        </message>
        <message>
            <source>1 result is without what was decided about it, as there is nothing to mix it with.</source>
            <translation>1 Ergebnis ist ohne das, was dazu entschieden wurde, denn zum Mischen ist nichts mehr da.</translation>
        </message>
        <message>
            <source>{0} results are without what was decided about them, as there is nothing to mix them with.</source>
            <translation>{0} Ergebnisse sind ohne das, was dazu entschieden wurde, denn zum Mischen ist nichts mehr da.</translation>
        </message>
        <message>
            <source>{0} is a book: only single pictures are filled in.</source>
            <translation>{0} ist ein Buch: Ausgefüllt werden nur einzelne Bilder.</translation>
        </message>
        <message>
            <source>{0}: nothing is marked. Paint over what is to be filled in first.</source>
            <translation>{0}: Nichts ist markiert. Übermalen Sie zuerst, was ausgefüllt werden soll.</translation>
        </message>
        <message>
            <source>In {0} pictures nothing is marked: they stay as they are.</source>
            <translation>In {0} Bildern ist nichts markiert: Sie bleiben, wie sie sind.</translation>
        </message>
        <message>
            <source>A picture waited for the model that was deleted. It waits no longer.</source>
            <translation>Ein Bild wartete auf das gelöschte Modell. Es wartet nicht mehr.</translation>
        </message>
        <message>
            <source>{0} pictures waited for the model that was deleted. They wait no longer.</source>
            <translation>{0} Bilder warteten auf das gelöschte Modell. Sie warten nicht mehr.</translation>
        </message>
        <message>
            <source>This size cannot be tried on a region. {0}</source>
            <translation>Diese Größe lässt sich nicht an einem Bereich testen. {0}</translation>
        </message>
        <message>
            <source>The queue is paused: the region waits until it goes on.</source>
            <translation>Die Aufträge sind pausiert: Der Bereich wartet, bis sie weitergehen.</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>Nicht mehr beobachten</translation>
        </message>
        <message>
            <source>Move originals…</source>
            <translation>Originale verschieben …</translation>
        </message>
        <message>
            <source>Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was done before stays.</source>
            <translation>Jedes Bild verlässt den Ordner, sobald sein Ergebnis gespeichert ist. Nichts wird ersetzt, und was fehlschlägt oder schon früher fertig war, bleibt.</translation>
        </message>
        <message>
            <source>Originals then go to {0}.</source>
            <translation>Originale kommen danach nach {0}.</translation>
        </message>
        <message>
            <source>Watching {0}</source>
            <translation>Beobachtet {0}</translation>
        </message>
        <message>
            <source>It cannot be reached: waiting for it.</source>
            <translation>Er ist nicht erreichbar: Es wird auf ihn gewartet.</translation>
        </message>
        <message>
            <source>All is done. The computer goes to sleep in {0} s.</source>
            <translation>Alles ist erledigt. Der Computer geht in {0} s schlafen.</translation>
        </message>
        <message>
            <source>All is done. The computer shuts down in {0} s.</source>
            <translation>Alles ist erledigt. Der Computer fährt in {0} s herunter.</translation>
        </message>
        <message>
            <source>All is done. The program closes in {0} s.</source>
            <translation>Alles ist erledigt. Das Programm endet in {0} s.</translation>
        </message>
        <message>
            <source>The system did not do what was to be done at the end: {0}</source>
            <translation>Das System hat nicht getan, was am Ende zu tun war: {0}</translation>
        </message>
        <message>
            <source>When the queue is done</source>
            <translation>Wenn die Aufträge erledigt sind</translation>
        </message>
        <message>
            <source>Let the computer sleep</source>
            <translation>Computer schlafen lassen</translation>
        </message>
        <message>
            <source>Shut the computer down</source>
            <translation>Computer herunterfahren</translation>
        </message>
        <message>
            <source>Do nothing more</source>
            <translation>Nichts weiter tun</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>Programm beenden</translation>
        </message>
        <message>
            <source>Progress: {0}</source>
            <translation>Fortschritt: {0}</translation>
        </message>
        <message>
            <source>Another program is fetching it: waiting…</source>
            <translation>Ein anderes Programm lädt es gerade: wartet …</translation>
        </message>
        <message>
            <source>Checking and converting {0}…</source>
            <translation>{0} wird geprüft und umgewandelt …</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>{0} je Sekunde</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>Iterationen</translation>
        </message>
        <message>
            <source>How often the weights are adjusted. More takes longer; it may end early.</source>
            <translation>Wie oft die Gewichte angepasst werden. Mehr dauert länger; es kann früher enden.</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Stapel</translation>
        </message>
        <message>
            <source>Patches in each iteration. More is steadier and slower.</source>
            <translation>Ausschnitte in jeder Iteration. Mehr ist stetiger und langsamer.</translation>
        </message>
        <message>
            <source>Parts of a batch</source>
            <translation>Teile eines Stapels</translation>
        </message>
        <message>
            <source>In how many parts a batch is worked through: more saves memory. 0 lets the program choose.</source>
            <translation>In wie vielen Teilen ein Stapel abgearbeitet wird: Mehr spart Speicher. 0 überlässt die Wahl dem Programm.</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>Ausschnitt</translation>
        </message>
        <message>
            <source>Side of the pieces of the good pictures that are learnt from, in pixels.</source>
            <translation>Seitenlänge der Stücke der guten Bilder, aus denen gelernt wird, in Pixeln.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Lernrate</translation>
        </message>
        <message>
            <source>How large each adjustment is. Too large and the model falls apart, too small and nothing happens.</source>
            <translation>Wie groß jede Anpassung ist. Zu groß, und das Modell zerfällt; zu klein, und nichts geschieht.</translation>
        </message>
        <message>
            <source>Learning rate at the end</source>
            <translation>Lernrate am Ende</translation>
        </message>
        <message>
            <source>Where the rate has fallen to by the last iteration.</source>
            <translation>Worauf die Rate bis zur letzten Iteration gefallen ist.</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Anlauf</translation>
        </message>
        <message>
            <source>Iterations over which the learning rate rises at the start.</source>
            <translation>Iterationen, über die die Lernrate zu Beginn steigt.</translation>
        </message>
        <message>
            <source>Averaging</source>
            <translation>Mittelung</translation>
        </message>
        <message>
            <source>How slowly the averaged weights follow, which are what you get in the end.</source>
            <translation>Wie langsam die gemittelten Gewichte folgen, die Sie am Ende bekommen.</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>Begrenzung</translation>
        </message>
        <message>
            <source>Longest step the gradient may ask for.</source>
            <translation>Der größte Schritt, den der Gradient verlangen darf.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Gewichtsabnahme</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero. 0 is usual here.</source>
            <translation>Zug der Gewichte zur Null hin. 0 ist hier üblich.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Verfahren</translation>
        </message>
        <message>
            <source>What is trained.</source>
            <translation>Was trainiert wird.</translation>
        </message>
        <message>
            <source>All weights</source>
            <translation>Alle Gewichte</translation>
        </message>
        <message>
            <source>Small additions only: less memory</source>
            <translation>Nur kleine Zusätze: weniger Speicher</translation>
        </message>
        <message>
            <source>Rank of the additions</source>
            <translation>Rang der Zusätze</translation>
        </message>
        <message>
            <source>Size of the small additions. More can learn more.</source>
            <translation>Größe der kleinen Zusätze. Mehr kann mehr lernen.</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Verlust</translation>
        </message>
        <message>
            <source>What counts as an error.</source>
            <translation>Was als Fehler zählt.</translation>
        </message>
        <message>
            <source>Squared error and visible features: sharper</source>
            <translation>Quadratischer Fehler und sichtbare Merkmale: schärfer</translation>
        </message>
        <message>
            <source>Squared error alone: highest PSNR</source>
            <translation>Nur quadratischer Fehler: höchster PSNR</translation>
        </message>
        <message>
            <source>Squared error weighted by the chain's bound</source>
            <translation>Quadratischer Fehler, gewichtet durch die Schranke der Kette</translation>
        </message>
        <message>
            <source>Weight of visible features</source>
            <translation>Gewicht der sichtbaren Merkmale</translation>
        </message>
        <message>
            <source>More is sharper and invents more.</source>
            <translation>Mehr ist schärfer und erfindet mehr.</translation>
        </message>
        <message>
            <source>float16 is for older graphics cards; float32 is slowest and exact.</source>
            <translation>float16 ist für ältere Grafikkarten; float32 ist am langsamsten und genau.</translation>
        </message>
        <message>
            <source>Choose for this device</source>
            <translation>Passend zu diesem Gerät wählen</translation>
        </message>
        <message>
            <source>bfloat16</source>
            <translation>bfloat16</translation>
        </message>
        <message>
            <source>float16</source>
            <translation>float16</translation>
        </message>
        <message>
            <source>float32</source>
            <translation>float32</translation>
        </message>
        <message>
            <source>Patience</source>
            <translation>Geduld</translation>
        </message>
        <message>
            <source>Ends after so many validations without a better one. 0 never ends early.</source>
            <translation>Endet nach so vielen Validierungen ohne eine bessere. 0 endet nie früher.</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Zurückgehalten</translation>
        </message>
        <message>
            <source>Share of the pictures that is not learnt from but judges the result.</source>
            <translation>Anteil der Bilder, aus dem nicht gelernt wird, sondern der das Ergebnis beurteilt.</translation>
        </message>
        <message>
            <source>Validate every</source>
            <translation>Validieren alle</translation>
        </message>
        <message>
            <source>Iterations between two looks at the held-out pictures.</source>
            <translation>Iterationen zwischen zwei Blicken auf die zurückgehaltenen Bilder.</translation>
        </message>
        <message>
            <source>Save every</source>
            <translation>Speichern alle</translation>
        </message>
        <message>
            <source>Iterations between two saved states: at most so many are lost by a power cut.</source>
            <translation>Iterationen zwischen zwei gespeicherten Zuständen: Höchstens so viele gehen bei einem Stromausfall verloren.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Threads</translation>
        </message>
        <message>
            <source>Processor threads used; below 1 all of them.</source>
            <translation>Benutzte Threads des Prozessors; unter 1 alle.</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>Zurücktreten</translation>
        </message>
        <message>
            <source>How far the training lets other programs go first.</source>
            <translation>Wie weit das Training anderen Programmen den Vortritt lässt.</translation>
        </message>
        <message>
            <source>Another number gives another split and another order.</source>
            <translation>Eine andere Zahl gibt eine andere Aufteilung und eine andere Reihenfolge.</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>Kurz</translation>
        </message>
        <message>
            <source>Minutes on a processor. Shows whether your pictures help.</source>
            <translation>Minuten auf einem Prozessor. Zeigt, ob Ihre Bilder helfen.</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>An hour or some on a processor, minutes on a graphics card. A good first choice.</source>
            <translation>Eine Stunde oder einige auf einem Prozessor, Minuten auf einer Grafikkarte. Eine gute erste Wahl.</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>Gründlich</translation>
        </message>
        <message>
            <source>As long as it gets better: hours. For many pictures.</source>
            <translation>So lange, wie es besser wird: Stunden. Für viele Bilder.</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>unlesbar</translation>
        </message>
        <message>
            <source>without a partner</source>
            <translation>ohne Partner</translation>
        </message>
        <message>
            <source>made by this program</source>
            <translation>von diesem Programm gemacht</translation>
        </message>
        <message>
            <source>too small</source>
            <translation>zu klein</translation>
        </message>
        <message>
            <source>not matching the model's scale</source>
            <translation>nicht passend zur Vergrößerung des Modells</translation>
        </message>
        <message>
            <source>showing something else than the partner</source>
            <translation>zeigt etwas anderes als der Partner</translation>
        </message>
        <message>
            <source>there twice</source>
            <translation>doppelt vorhanden</translation>
        </message>
        <message>
            <source>shifted against the partner</source>
            <translation>gegen den Partner verschoben</translation>
        </message>
        <message>
            <source>differing in colour or brightness from the partner</source>
            <translation>in Farbe oder Helligkeit anders als der Partner</translation>
        </message>
        <message>
            <source>soft for its size</source>
            <translation>unscharf für ihre Größe</translation>
        </message>
        <message>
            <source>In most pairs the two show different things: the names of one side may be off by one.</source>
            <translation>In den meisten Paaren zeigen die beiden Verschiedenes: Die Namen einer Seite sind vielleicht um eins verschoben.</translation>
        </message>
        <message>
            <source>These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study and redistribution for non-commercial purposes only; for anything commercial, ask the authors.</source>
            <translation>Diese Gewichte wurden von den Autoren von ResShift unter der NTU S-Lab License 1.0 veröffentlicht. Sie erlaubt Benutzung, Untersuchung und Weitergabe nur zu nichtkommerziellen Zwecken; für alles Kommerzielle fragen Sie die Autoren.</translation>
        </message>
        <message>
            <source>its authors name none; the package's is MIT</source>
            <translation>die Autoren nennen keine; die des Pakets ist MIT</translation>
        </message>
    </context>
</TS>
