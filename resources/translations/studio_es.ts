<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>studio</name>
        <message>
            <source>Faithful</source>
            <translation>Fiel</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Equilibrado</translation>
        </message>
        <message>
            <source>Detailed</source>
            <translation>Detallado</translation>
        </message>
        <message>
            <source>without the picture's colours</source>
            <translation>sin los colores de la imagen</translation>
        </message>
        <message>
            <source>kappa {0}</source>
            <translation>kappa {0}</translation>
        </message>
        <message>
            <source>seamless texture</source>
            <translation>textura sin costuras</translation>
        </message>
        <message>
            <source>only below {0} px</source>
            <translation>solo de menos de {0} px</translation>
        </message>
        <message>
            <source>shorter side {0} px</source>
            <translation>lado menor {0} px</translation>
        </message>
        <message>
            <source>longer side {0} px</source>
            <translation>lado mayor {0} px</translation>
        </message>
        <message>
            <source>{0} pixels</source>
            <translation>{0} píxeles</translation>
        </message>
        <message>
            <source>reduced first if it is soft</source>
            <translation>reducida antes si es borrosa</translation>
        </message>
        <message>
            <source>reduced to {0} % first</source>
            <translation>reducida antes al {0} %</translation>
        </message>
        <message>
            <source>format as the picture</source>
            <translation>formato como la imagen</translation>
        </message>
        <message>
            <source>{0} lossless</source>
            <translation>{0} sin pérdida</translation>
        </message>
        <message>
            <source>into {0}</source>
            <translation>en {0}</translation>
        </message>
        <message>
            <source>saved beside the picture</source>
            <translation>guardada junto a la imagen</translation>
        </message>
        <message>
            <source>saved into a sub-folder</source>
            <translation>guardada en una subcarpeta</translation>
        </message>
        <message>
            <source>There is no Python in {0}: choose an environment's folder.</source>
            <translation>No hay ningún Python en {0}: elija la carpeta de un entorno.</translation>
        </message>
        <message>
            <source>{0} cannot be started.</source>
            <translation>{0} no se puede iniciar.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: its Python crashed while it looked for the engine's packages.</source>
            <translation>{0} no puede ejecutar el motor: su Python se cerró de forma inesperada mientras buscaba los paquetes del motor.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it needs Python 3.11 or newer.</source>
            <translation>{0} no puede ejecutar el motor: necesita Python 3.11 o más reciente.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it ended without saying what it has. See the log.</source>
            <translation>{0} no puede ejecutar el motor: ha terminado sin decir qué contiene. Consulte el registro.</translation>
        </message>
        <message>
            <source>Python {0} is too old: the engine needs 3.11 or newer.</source>
            <translation>Python {0} es demasiado antiguo: el motor necesita 3.11 o más reciente.</translation>
        </message>
        <message>
            <source>Packages are missing. Install them with: {0} -m pip install {1}</source>
            <translation>Faltan paquetes. Instálelos con: {0} -m pip install {1}</translation>
        </message>
        <message>
            <source>Python {0}, torch {1}: {2}</source>
            <translation>Python {0}, torch {1}: {2}</translation>
        </message>
        <message>
            <source>{0} free</source>
            <translation>{0} libres</translation>
        </message>
        <message>
            <source>The engine runs in the Python environment {0} (torch {1}).</source>
            <translation>El motor se ejecuta en el entorno de Python {0} (torch {1}).</translation>
        </message>
        <message>
            <source>The Python environment {0} does not answer: see the log.</source>
            <translation>El entorno de Python {0} no responde: consulte el registro.</translation>
        </message>
        <message>
            <source>The Python environment's engine has ended unexpectedly: try again, or see the log.</source>
            <translation>El motor del entorno de Python ha terminado de forma inesperada: inténtelo de nuevo o consulte el registro.</translation>
        </message>
        <message>
            <source>The Python environment is not used: {0}</source>
            <translation>El entorno de Python no se usa: {0}</translation>
        </message>
        <message>
            <source>The Python environment {0} is not used ({1}): choose another one, or see the log.</source>
            <translation>El entorno de Python {0} no se usa ({1}): elija otro o consulte el registro.</translation>
        </message>
        <message>
            <source>{0}: no graphics device that can compute was found.</source>
            <translation>{0}: no se encontró ningún dispositivo gráfico que pueda calcular.</translation>
        </message>
        <message>
            <source>{0}: the fastest device that was found.</source>
            <translation>{0}: el dispositivo más rápido que se encontró.</translation>
        </message>
        <message>
            <source>Processor, 1 core</source>
            <translation>Procesador, 1 núcleo</translation>
        </message>
        <message>
            <source>Processor, {0} cores</source>
            <translation>Procesador, {0} núcleos</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Pasos</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Semilla</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Ninguno</translation>
        </message>
        <message>
            <source>“{0}” is not a number.</source>
            <translation>«{0}» no es un número.</translation>
        </message>
        <message>
            <source>{0} is out of range: {1} to {2}.</source>
            <translation>{0} está fuera del intervalo: de {1} a {2}.</translation>
        </message>
        <message>
            <source>Give at least one value.</source>
            <translation>Indique al menos un valor.</translation>
        </message>
        <message>
            <source>At most {0} values fit along one side.</source>
            <translation>Caben como máximo {0} valores por lado.</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>semilla {0}</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 celda</translation>
        </message>
        <message>
            <source>{0} cells</source>
            <translation>{0} celdas</translation>
        </message>
        <message>
            <source>default</source>
            <translation>predeterminado</translation>
        </message>
        <message>
            <source>{0} · no steps, no kappa, no seed</source>
            <translation>{0} · sin pasos, sin kappa, sin semilla</translation>
        </message>
        <message>
            <source>the same again</source>
            <translation>lo mismo otra vez</translation>
        </message>
        <message>
            <source>not computed</source>
            <translation>sin calcular</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>en espera</translation>
        </message>
        <message>
            <source>computing…</source>
            <translation>calculando…</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>falló</translation>
        </message>
        <message>
            <source>the model's default</source>
            <translation>el valor del modelo</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>el mismo tamaño</translation>
        </message>
        <message>
            <source>{0} times larger</source>
            <translation>{0} veces más grande</translation>
        </message>
        <message>
            <source>This model restores at once, whatever kappa, steps and seed: compare it with others.</source>
            <translation>Este modelo restaura de una vez, sean cuales sean kappa, pasos y semilla: compárelo con otros.</translation>
        </message>
        <message>
            <source>All else is as on the page Upscale: {0}.</source>
            <translation>Lo demás es como en la página Ampliar: {0}.</translation>
        </message>
        <message>
            <source>The queue is paused: the sheet waits</source>
            <translation>La cola está en pausa: la hoja espera</translation>
        </message>
        <message>
            <source>The queue is at work: the sheet waits</source>
            <translation>La cola está trabajando: la hoja espera</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} de {1}</translation>
        </message>
        <message>
            <source> · about {0} left</source>
            <translation> · quedan aprox. {0}</translation>
        </message>
        <message>
            <source>A lower kappa stays closer.</source>
            <translation>Un kappa menor queda más cerca.</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged, so the two cannot be compared.</source>
            <translation>{0} se ha modificado desde que se amplió, así que no se pueden comparar.</translation>
        </message>
        <message>
            <source>This result is no longer there.</source>
            <translation>Este resultado ya no existe.</translation>
        </message>
        <message>
            <source>All seeds give the same result.</source>
            <translation>Todas las semillas dan el mismo resultado.</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the picture ({3} seeds).</source>
            <translation>Lo que cambia con la semilla lo inventó el modelo: {0} de 255 niveles de media, {1} o más en el {2} % de la imagen ({3} semillas).</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the region ({3} seeds).</source>
            <translation>Lo que cambia con la semilla lo inventó el modelo: {0} de 255 niveles de media, {1} o más en el {2} % de la región ({3} semillas).</translation>
        </message>
        <message>
            <source>The result differs from the picture by {0} of 255 levels.</source>
            <translation>El resultado difiere de la imagen en {0} de 255 niveles.</translation>
        </message>
        <message>
            <source>Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}.</source>
            <translation>Reducido de nuevo, el resultado difiere de la imagen en {0} de 255 niveles; la ampliación simple, en {1}.</translation>
        </message>
        <message>
            <source>It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away.</source>
            <translation>Se aparta de la imagen. Si esta tiene ruido o compresión, una parte es el ruido que se quitó.</translation>
        </message>
        <message>
            <source>It keeps to the picture.</source>
            <translation>Se mantiene fiel a la imagen.</translation>
        </message>
        <message>
            <source>Most of it lies {0} of the region.</source>
            <translation>La mayor parte está {0} de la región.</translation>
        </message>
        <message>
            <source>Most of it lies {0}.</source>
            <translation>La mayor parte está {0}.</translation>
        </message>
        <message>
            <source>The colours as a whole have drifted.</source>
            <translation>Los colores en conjunto se han desviado.</translation>
        </message>
        <message>
            <source>at the upper left</source>
            <translation>arriba a la izquierda</translation>
        </message>
        <message>
            <source>at the top</source>
            <translation>arriba</translation>
        </message>
        <message>
            <source>at the upper right</source>
            <translation>arriba a la derecha</translation>
        </message>
        <message>
            <source>at the left</source>
            <translation>a la izquierda</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>en el centro</translation>
        </message>
        <message>
            <source>at the right</source>
            <translation>a la derecha</translation>
        </message>
        <message>
            <source>at the lower left</source>
            <translation>abajo a la izquierda</translation>
        </message>
        <message>
            <source>at the bottom</source>
            <translation>abajo</translation>
        </message>
        <message>
            <source>at the lower right</source>
            <translation>abajo a la derecha</translation>
        </message>
        <message>
            <source>1 step</source>
            <translation>1 paso</translation>
        </message>
        <message>
            <source>{0} steps</source>
            <translation>{0} pasos</translation>
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
            <translation>mantiene el tamaño</translation>
        </message>
        <message>
            <source>Fills in what you mark in a picture.</source>
            <translation>Rellena lo que usted marque en una imagen.</translation>
        </message>
        <message>
            <source>Restores the faces in a picture.</source>
            <translation>Restaura las caras de una imagen.</translation>
        </message>
        <message>
            <source>A part of other models.</source>
            <translation>Una parte de otros modelos.</translation>
        </message>
        <message>
            <source>For pictures of every kind.</source>
            <translation>Para imágenes de todo tipo.</translation>
        </message>
        <message>
            <source>For clean pictures.</source>
            <translation>Para imágenes limpias.</translation>
        </message>
        <message>
            <source>For blurred, noisy or compressed pictures.</source>
            <translation>Para imágenes borrosas, con ruido o comprimidas.</translation>
        </message>
        <message>
            <source>No example: it needs a picture in which something is marked.</source>
            <translation>Sin ejemplo: necesita una imagen en la que haya algo marcado.</translation>
        </message>
        <message>
            <source>No example: it needs a picture with faces.</source>
            <translation>Sin ejemplo: necesita una imagen con rostros.</translation>
        </message>
        <message>
            <source>Dropped picture</source>
            <translation>Imagen soltada</translation>
        </message>
        <message>
            <source>{0} lies on the network: save it first, then drop the file.</source>
            <translation>{0} está en la red: guárdela primero y suelte después el archivo.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Imagen pegada</translation>
        </message>
        <message>
            <source>The picture could not be read.</source>
            <translation>No se pudo leer la imagen.</translation>
        </message>
        <message>
            <source>In {0} other kinds of files were passed over: {1}.</source>
            <translation>En {0} se pasaron por alto otros tipos de archivos: {1}.</translation>
        </message>
        <message>
            <source>In {0} results of earlier runs were passed over: {1}.</source>
            <translation>En {0} se pasaron por alto resultados anteriores: {1}.</translation>
        </message>
        <message>
            <source>Which pictures still wait cannot be kept safe from a crash: {0}</source>
            <translation>La lista de imágenes que aún esperan no se puede proteger de un fallo: {0}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>detenida</translation>
        </message>
        <message>
            <source>not below {0} px</source>
            <translation>no menos de {0} px</translation>
        </message>
        <message>
            <source>done before</source>
            <translation>ya hecha</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>lista</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 página</translation>
        </message>
        <message>
            <source>{0} pages</source>
            <translation>{0} páginas</translation>
        </message>
        <message>
            <source>then again</source>
            <translation>luego otra vez</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>en pausa</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>done</source>
            <translation>hecha</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>guardada</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>guardando…</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>sin guardar</translation>
        </message>
        <message>
            <source>done, not saved</source>
            <translation>hecha, sin guardar</translation>
        </message>
        <message>
            <source>Before it is enlarged: {0}.</source>
            <translation>Antes de ampliar: {0}.</translation>
        </message>
        <message>
            <source>Left as it is: only pictures whose longer side is below {0} pixels are enlarged.</source>
            <translation>Se deja como está: solo se amplían imágenes cuyo lado mayor tiene menos de {0} píxeles.</translation>
        </message>
        <message>
            <source>It is done once more afterwards, with the settings that were chosen meanwhile.</source>
            <translation>Después se hace otra vez, con los ajustes elegidos entretanto.</translation>
        </message>
        <message>
            <source>The pages that are done are kept for two weeks: start it again, and it goes on.</source>
            <translation>Las páginas terminadas se conservan dos semanas: al iniciarlo de nuevo, continúa desde ahí.</translation>
        </message>
        <message>
            <source>What was changed since it was saved is in no file yet.</source>
            <translation>Lo que se cambió después de guardar aún no está en ningún archivo.</translation>
        </message>
        <message>
            <source>The newest result is not saved yet.</source>
            <translation>El resultado más reciente aún no está guardado.</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>Guardado como {0}</translation>
        </message>
        <message>
            <source>cropped</source>
            <translation>recortada</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>girada {0}°</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>reflejada</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>Esperando al motor</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Cargando el modelo</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>Leyendo la imagen</translation>
        </message>
        <message>
            <source>Sharpening</source>
            <translation>Dando nitidez</translation>
        </message>
        <message>
            <source>Putting it together</source>
            <translation>Uniendo las partes</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>Guardando</translation>
        </message>
        <message>
            <source>page {0} of {1}</source>
            <translation>página {0} de {1}</translation>
        </message>
        <message>
            <source>frame {0} of {1}</source>
            <translation>fotograma {0} de {1}</translation>
        </message>
        <message>
            <source>step {0} of {1}</source>
            <translation>paso {0} de {1}</translation>
        </message>
        <message>
            <source>tile {0} of {1}</source>
            <translation>tesela {0} de {1}</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>quedan {0}</translation>
        </message>
        <message>
            <source>The original is no longer there.</source>
            <translation>El original ya no está.</translation>
        </message>
        <message>
            <source>{0} megapixels are too many for the clipboard: save the picture instead.</source>
            <translation>{0} megapíxeles son demasiados para el portapapeles: guarde la imagen en su lugar.</translation>
        </message>
        <message>
            <source>There is not enough memory to copy the picture: close other programs, or save it instead.</source>
            <translation>No hay memoria suficiente para copiar la imagen: cierre otros programas o guárdela en su lugar.</translation>
        </message>
        <message>
            <source>The picture could not be copied: save it instead.</source>
            <translation>No se ha podido copiar la imagen: guárdela en su lugar.</translation>
        </message>
        <message>
            <source>1 result</source>
            <translation>1 resultado</translation>
        </message>
        <message>
            <source>{0} results</source>
            <translation>{0} resultados</translation>
        </message>
        <message>
            <source> to {0}</source>
            <translation> en {0}</translation>
        </message>
        <message>
            <source>Saving {0}{1}</source>
            <translation>Guardando {0}{1}</translation>
        </message>
        <message>
            <source> in {0}</source>
            <translation> en {0}</translation>
        </message>
        <message>
            <source>{0} saved{1}</source>
            <translation>Guardado: {0}{1}</translation>
        </message>
        <message>
            <source>{0} of {1} saved{2}, {3} failed</source>
            <translation>Guardado: {0} de {1}{2}; fallos: {3}</translation>
        </message>
        <message>
            <source>Results go into the sub-folder {0}.</source>
            <translation>Los resultados van a la subcarpeta {0}.</translation>
        </message>
        <message>
            <source>Results go into {0}.</source>
            <translation>Los resultados van a {0}.</translation>
        </message>
        <message>
            <source>Results are saved beside the pictures.</source>
            <translation>Los resultados se guardan junto a las imágenes.</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>Guardar el resultado</translation>
        </message>
        <message>
            <source>{0} exists already. Replace it?</source>
            <translation>{0} ya existe. ¿Reemplazarlo?</translation>
        </message>
        <message>
            <source>The result cannot be dragged out.</source>
            <translation>No se puede arrastrar el resultado fuera.</translation>
        </message>
        <message>
            <source>there is not enough memory.</source>
            <translation>no hay memoria suficiente.</translation>
        </message>
        <message>
            <source>There is not enough memory to save the result: close other programs and save it again.</source>
            <translation>No hay memoria suficiente para guardar el resultado: cierre otros programas y guárdelo de nuevo.</translation>
        </message>
        <message>
            <source>The result could not be saved to {0}: choose another folder.</source>
            <translation>El resultado no se pudo guardar en {0}: elija otra carpeta.</translation>
        </message>
        <message>
            <source>{0} cannot be written to: choose another folder.</source>
            <translation>No se puede escribir en {0}: elija otra carpeta.</translation>
        </message>
        <message>
            <source>{0} is a picture in the queue: choose another name or folder for the result.</source>
            <translation>{0} es una imagen de la cola: elija otro nombre u otra carpeta para el resultado.</translation>
        </message>
        <message>
            <source>{0} has been changed since the result was saved into it, so the result is no longer there: please upscale the picture again.</source>
            <translation>{0} se ha modificado desde que se guardó en él el resultado, así que el resultado ya no está: vuelva a ampliar la imagen.</translation>
        </message>
        <message>
            <source>Open pictures…</source>
            <translation>Abrir imágenes…</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Abrir carpeta…</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>Vigilar una carpeta…</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Pegar</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>Copiar la imagen</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Guardar como…</translation>
        </message>
        <message>
            <source>Export all…</source>
            <translation>Exportar todo…</translation>
        </message>
        <message>
            <source>Upscale</source>
            <translation>Ampliar</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Detener</translation>
        </message>
        <message>
            <source>Try a region</source>
            <translation>Probar región</translation>
        </message>
        <message>
            <source>Turn and crop</source>
            <translation>Girar y recortar</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>Girar a la izquierda</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>Girar a la derecha</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>Reflejar</translation>
        </message>
        <message>
            <source>Crop…</source>
            <translation>Recortar…</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>Imagen completa</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Ajustar</translation>
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
            <translation>Acercar</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Alejar</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Dividida</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>Lado a lado</translation>
        </message>
        <message>
            <source>Blink</source>
            <translation>Alternando</translation>
        </message>
        <message>
            <source>Previous result on the left</source>
            <translation>Resultado anterior a la izquierda</translation>
        </message>
        <message>
            <source>Compare with a file…</source>
            <translation>Comparar con un archivo…</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>Lupa</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>Imagen anterior</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>Imagen siguiente</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Pantalla completa</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Oscuro o claro</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Atajos</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Preferencias</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Salir</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults are used. The old file: {0}</source>
            <translation>No se pudieron leer los ajustes, así que se usan los valores iniciales. El archivo anterior: {0}</translation>
        </message>
        <message>
            <source>Another ResShift Studio does not answer: settings are not stored here.</source>
            <translation>Otro ResShift Studio no responde: los ajustes no se guardan aquí.</translation>
        </message>
        <message>
            <source>ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results are kept here. If it does not run there, close this window, delete {1} and start again.</source>
            <translation>ResShift Studio en {0} usa la misma carpeta o se cerró allí por error. Por eso aquí no se conservan ni los ajustes ni los resultados sin guardar. Si no está funcionando allí, cierre esta ventana, elimine {1} e inicie de nuevo.</translation>
        </message>
        <message>
            <source>The program crashed twice in a row. It now runs without what earlier starts have left: settings, presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored.</source>
            <translation>El programa se cerró por error dos veces seguidas. Ahora funciona sin lo que dejaron los inicios anteriores: ajustes, ajustes predefinidos, resultados sin guardar, modelos propios. Nada de ello se ha perdido. Los ajustes y ajustes predefinidos de esta sesión no se guardan.</translation>
        </message>
        <message>
            <source>Set it aside for good</source>
            <translation>Apartarlo definitivamente</translation>
        </message>
        <message>
            <source>The next start is a usual one. What was set aside lies in {0}</source>
            <translation>El próximo inicio será normal. Lo que se apartó está en {0}</translation>
        </message>
        <message>
            <source>Nothing can be kept, because {0} cannot be written to. Save your results before you quit.</source>
            <translation>No se puede conservar nada, porque no se puede escribir en {0}. Guarde sus resultados antes de salir.</translation>
        </message>
        <message>
            <source>Settings and presets are not kept, because {0} cannot be written to.</source>
            <translation>Los ajustes y los ajustes predefinidos no se conservan, porque no se puede escribir en {0}.</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>En todas partes</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>En la imagen</translation>
        </message>
        <message>
            <source>In the queue and in the steps</source>
            <translation>En la cola y en los pasos</translation>
        </message>
        <message>
            <source>On the page Explore</source>
            <translation>En la página Explorar</translation>
        </message>
        <message>
            <source>ResShift Studio {0}. Works offline; nothing is sent anywhere.</source>
            <translation>ResShift Studio {0}. Funciona sin conexión; no se envía nada a ningún sitio.</translation>
        </message>
        <message>
            <source>move the divider; with Shift further</source>
            <translation>mover el divisor; con Mayús, más lejos</translation>
        </message>
        <message>
            <source>\ (hold)</source>
            <translation>\ (mantener)</translation>
        </message>
        <message>
            <source>show the original</source>
            <translation>mostrar el original</translation>
        </message>
        <message>
            <source>L (hold)</source>
            <translation>L (mantener)</translation>
        </message>
        <message>
            <source>loupe</source>
            <translation>lupa</translation>
        </message>
        <message>
            <source>show the other side</source>
            <translation>mostrar el otro lado</translation>
        </message>
        <message>
            <source>Space (hold), middle button</source>
            <translation>Espacio (mantener), botón central</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>desplazar</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>Rueda</translation>
        </message>
        <message>
            <source>zoom at the pointer</source>
            <translation>acercar o alejar en el puntero</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Doble clic</translation>
        </message>
        <message>
            <source>fit or 100 %; on the handle: to the middle</source>
            <translation>ajustar o 100 %; en el tirador: al centro</translation>
        </message>
        <message>
            <source>Ctrl and arrows</source>
            <translation>Ctrl y flechas</translation>
        </message>
        <message>
            <source>Shift while a file is dropped</source>
            <translation>Mayús al soltar un archivo</translation>
        </message>
        <message>
            <source>compare with it, instead of adding it</source>
            <translation>comparar con él en vez de añadirlo</translation>
        </message>
        <message>
            <source>remove from the queue</source>
            <translation>quitar de la cola</translation>
        </message>
        <message>
            <source>Ctrl+↑  Ctrl+↓</source>
            <translation>Ctrl+↑  Ctrl+↓</translation>
        </message>
        <message>
            <source>move up or down in the queue</source>
            <translation>subir o bajar en la cola</translation>
        </message>
        <message>
            <source>Menu key, right click</source>
            <translation>Tecla Menú, clic derecho</translation>
        </message>
        <message>
            <source>what can be done with a picture or a step</source>
            <translation>lo que se puede hacer con una imagen o un paso</translation>
        </message>
        <message>
            <source>the cell before, the next one; in the comparison, too</source>
            <translation>la celda anterior, la siguiente; también al comparar</translation>
        </message>
        <message>
            <source>choose a cell</source>
            <translation>elegir una celda</translation>
        </message>
        <message>
            <source>Return, Ctrl and a click</source>
            <translation>Intro, Ctrl y un clic</translation>
        </message>
        <message>
            <source>compare with another cell</source>
            <translation>comparar con otra celda</translation>
        </message>
        <message>
            <source>use a cell's settings</source>
            <translation>usar los ajustes de una celda</translation>
        </message>
        <message>
            <source>Wheel, drag, Ctrl and arrows</source>
            <translation>Rueda, arrastrar, Ctrl y flechas</translation>
        </message>
        <message>
            <source>zoom and pan all cells</source>
            <translation>ampliar y desplazar todas las celdas</translation>
        </message>
        <message>
            <source>({0} to {1})</source>
            <translation>({0} a {1})</translation>
        </message>
        <message>
            <source>The process ended with the exit code {0} before the training began.</source>
            <translation>El proceso terminó con el código de salida {0} antes de que empezara el entrenamiento.</translation>
        </message>
        <message>
            <source>{0}: {1} instead of {2}</source>
            <translation>{0}: {1} en lugar de {2}</translation>
        </message>
        <message>
            <source>Change the settings</source>
            <translation>Cambiar los ajustes</translation>
        </message>
        <message>
            <source>From the next start on the run works with:</source>
            <translation>Desde el próximo inicio, el entrenamiento trabaja con:</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Deteniendo…</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>Pausando…</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Sin empezar</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>En la cola</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Iniciando…</translation>
        </message>
        <message>
            <source>Waiting for another run</source>
            <translation>Espera a otro entrenamiento</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>Preparando…</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>Entrenando</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pausa</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Detenido</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallido</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Interrumpido</translation>
        </message>
        <message>
            <source>better than its start</source>
            <translation>mejor que al empezar</translation>
        </message>
        <message>
            <source>not better than its start</source>
            <translation>no mejor que al empezar</translation>
        </message>
        <message>
            <source>Training did not make {0} better on your held-out pictures: keep the model you started from, or try more pictures or a longer run.</source>
            <translation>El entrenamiento no mejoró {0} con sus imágenes apartadas: conserve el modelo de partida o pruebe con más imágenes o un entrenamiento más largo.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Con sus imágenes apartadas, el modelo entrenado supera a {0}: {1} en lugar de {2} dB de PSNR y el {3} % de su diferencia visible. El mejor se encontró en la iteración {4}.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}.</source>
            <translation>Con sus imágenes apartadas, el modelo entrenado supera a {0}: tiene el {3} % de su diferencia visible, aunque su PSNR es más bajo, {1} en lugar de {2} dB. El mejor se encontró en la iteración {4}.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Con sus imágenes apartadas, el modelo entrenado supera a {0}: {1} en lugar de {2} dB de PSNR, aunque tiene el {3} % de su diferencia visible. El mejor se encontró en la iteración {4}.</translation>
        </message>
        <message>
            <source>{0} of {1} pairs can be used ({2} megapixels).</source>
            <translation>Se pueden usar {0} de {1} pares ({2} megapíxeles).</translation>
        </message>
        <message>
            <source>{0} of {1} pictures can be used ({2} megapixels).</source>
            <translation>Se pueden usar {0} de {1} imágenes ({2} megapíxeles).</translation>
        </message>
        <message>
            <source>Left out: {0}.</source>
            <translation>Omitidas: {0}.</translation>
        </message>
        <message>
            <source>Used all the same: {0}.</source>
            <translation>Usadas de todos modos: {0}.</translation>
        </message>
        <message>
            <source>{0} were looked at closely, the others by their headers.</source>
            <translation>{0} se examinaron a fondo; el resto, solo por la cabecera.</translation>
        </message>
        <message>
            <source>That is few: a training pays from about {0} on.</source>
            <translation>Es poco: un entrenamiento vale la pena a partir de unos {0}.</translation>
        </message>
        <message>
            <source>about {0} s</source>
            <translation>aprox. {0} s</translation>
        </message>
        <message>
            <source>about {0} min</source>
            <translation>aprox. {0} min</translation>
        </message>
        <message>
            <source>about {0} h</source>
            <translation>aprox. {0} h</translation>
        </message>
        <message>
            <source>about {0} h {1} min</source>
            <translation>aprox. {0} h {1} min</translation>
        </message>
        <message>
            <source>Mixing…</source>
            <translation>Mezclando…</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Resultado</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>Original</translation>
        </message>
        <message>
            <source>Result {0}</source>
            <translation>Resultado {0}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>Paso {0} de {1}</translation>
        </message>
        <message>
            <source>framed otherwise</source>
            <translation>otro encuadre</translation>
        </message>
        <message>
            <source>{0} × {1}</source>
            <translation>{0} × {1}</translation>
        </message>
        <message>
            <source>Draw a rectangle to try it alone. Esc cancels.</source>
            <translation>Dibuje un rectángulo para probar solo ese. Esc cancela.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <source>Number format</source>
            <translation>Formato de los números</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>Tesela</translation>
        </message>
        <message>
            <source>Kind of colour fix</source>
            <translation>Tipo de corrección de color</translation>
        </message>
        <message>
            <source>Reduce the picture first</source>
            <translation>Reducir primero la imagen</translation>
        </message>
        <message>
            <source>Seamless texture</source>
            <translation>Textura sin costuras</translation>
        </message>
        <message>
            <source>Only pictures below</source>
            <translation>Solo imágenes de menos de</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Precisión</translation>
        </message>
        <message>
            <source>Colour fix</source>
            <translation>Corrección de color</translation>
        </message>
        <message>
            <source>Reduce</source>
            <translation>Reducir</translation>
        </message>
        <message>
            <source>Randomness</source>
            <translation>Azar</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <source>32 bit (exact)</source>
            <translation>32 bits (exacto)</translation>
        </message>
        <message>
            <source>bfloat16 (fast)</source>
            <translation>bfloat16 (rápido)</translation>
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
            <translation>Las teselas más pequeñas necesitan menos memoria. El resultado es el mismo, o casi.</translation>
        </message>
        <message>
            <source>Wavelet</source>
            <translation>Ondículas</translation>
        </message>
        <message>
            <source>Statistics (AdaIN)</source>
            <translation>Estadística (AdaIN)</translation>
        </message>
        <message>
            <source>Colour channels (YCbCr)</source>
            <translation>Canales de color (YCbCr)</translation>
        </message>
        <message>
            <source>Not first</source>
            <translation>No</translation>
        </message>
        <message>
            <source>If it is soft</source>
            <translation>Si es poco nítida</translation>
        </message>
        <message>
            <source>A picture that is softer than its size gets crisper where it is reduced first.</source>
            <translation>Una imagen menos nítida de lo que permite su tamaño gana nitidez si se reduce primero.</translation>
        </message>
        <message>
            <source>Randomness of the walk</source>
            <translation>Azar del recorrido</translation>
        </message>
        <message>
            <source>1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept.</source>
            <translation>1: ruido nuevo en cada paso, como se publicó ResShift. 0: se mantiene el ruido del principio.</translation>
        </message>
        <message>
            <source>For pictures that are laid side by side like tiles: the right edge goes on at the left, and the bottom at the top, without a step.</source>
            <translation>Para imágenes que se colocan una junto a otra como baldosas: el borde derecho continúa en el izquierdo, y el inferior en el superior, sin salto.</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Longer side from which on pictures are left as they are</source>
            <translation>Lado mayor a partir del cual las imágenes se dejan como están</translation>
        </message>
        <message>
            <source>Pictures whose longer side has so many pixels or more are left as they are.</source>
            <translation>Las imágenes cuyo lado mayor tiene tantos píxeles o más se dejan como están.</translation>
        </message>
        <message>
            <source>To {0} %</source>
            <translation>Al {0} %</translation>
        </message>
        <message>
            <source>Only on graphics devices, and none was found.</source>
            <translation>Solo en dispositivos gráficos, y no se encontró ninguno.</translation>
        </message>
        <message>
            <source>The process ended too early.</source>
            <translation>El proceso terminó demasiado pronto.</translation>
        </message>
        <message>
            <source>The training process could not be started.</source>
            <translation>No se pudo iniciar el proceso de entrenamiento.</translation>
        </message>
        <message>
            <source>Values: {0}</source>
            <translation>Valores: {0}</translation>
        </message>
        <message>
            <source>Up to {0} values, with blanks between them</source>
            <translation>Hasta {0} valores, separados por espacios</translation>
        </message>
        <message>
            <source>Back to the model's own values</source>
            <translation>Volver a los valores del modelo</translation>
        </message>
        <message>
            <source>Models: {0}</source>
            <translation>Modelos: {0}</translation>
        </message>
        <message>
            <source>At most {0} models fit along one side.</source>
            <translation>Caben como máximo {0} modelos por lado.</translation>
        </message>
        <message>
            <source>There is one model: others can be fetched on the page Models.</source>
            <translation>Hay un modelo: en la página Modelos se pueden descargar otros.</translation>
        </message>
        <message>
            <source>{0} books are enlarged page by page, each into a file of its own.</source>
            <translation>{0} libros se amplían página a página, cada uno en su propio archivo.</translation>
        </message>
        <message>
            <source>The page is saved as {1} in the folder {2}, in the format it has.</source>
            <translation>La página se guarda como {1} en la carpeta {2}, en el formato que tiene.</translation>
        </message>
        <message>
            <source>All {0} pages are saved as {1} in the folder {2}, in the formats they have.</source>
            <translation>Las {0} páginas se guardan como {1} en la carpeta {2}, en los formatos que tienen.</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, file about {2}</source>
            <translation>aprox. {0}, {1} de memoria, archivo de unos {2}</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, files about {2}</source>
            <translation>aprox. {0}, {1} de memoria, archivos de unos {2}</translation>
        </message>
        <message>
            <source>The disk has only {0} left: choose another folder, or free some space.</source>
            <translation>En el disco solo quedan {0}: elija otra carpeta o libere espacio.</translation>
        </message>
        <message>
            <source>Only {0} of memory are free: choose a smaller scale, or close other programs.</source>
            <translation>Solo hay {0} de memoria libre: elija una escala menor o cierre otros programas.</translation>
        </message>
        <message>
            <source>A picture is still being worked on. Stop it and quit?</source>
            <translation>Aún se está trabajando en una imagen. ¿Detenerlo y salir?</translation>
        </message>
        <message>
            <source>The sheet is still being computed. Stop it and quit?</source>
            <translation>Aún se está calculando la hoja. ¿Detenerla y salir?</translation>
        </message>
        <message>
            <source>{0} results are still being saved. Quit?</source>
            <translation>Aún se están guardando {0} resultados. ¿Salir?</translation>
        </message>
        <message>
            <source>1 result has not been saved and will be lost. Quit?</source>
            <translation>1 resultado no se ha guardado y se perderá. ¿Salir?</translation>
        </message>
        <message>
            <source>{0} results have not been saved and will be lost. Quit?</source>
            <translation>{0} resultados no se han guardado y se perderán. ¿Salir?</translation>
        </message>
        <message>
            <source>What was decided about 1 result since it was saved will be lost. Quit?</source>
            <translation>Lo que se decidió sobre 1 resultado desde que se guardó se perderá. ¿Salir?</translation>
        </message>
        <message>
            <source>What was decided about {0} results since they were saved will be lost. Quit?</source>
            <translation>Lo que se decidió sobre {0} resultados desde que se guardaron se perderá. ¿Salir?</translation>
        </message>
        <message>
            <source>1 result could not be saved, so everything stays as it is.</source>
            <translation>No se ha podido guardar 1 resultado, así que todo se queda como está.</translation>
        </message>
        <message>
            <source>{0} results could not be saved, so everything stays as it is.</source>
            <translation>No se han podido guardar {0} resultados, así que todo se queda como está.</translation>
        </message>
        <message>
            <source>1 result has not been saved and would be lost, so everything stays as it is.</source>
            <translation>1 resultado no se ha guardado y se perdería, así que todo se queda como está.</translation>
        </message>
        <message>
            <source>{0} results have not been saved and would be lost, so everything stays as it is.</source>
            <translation>{0} resultados no se han guardado y se perderían, así que todo se queda como está.</translation>
        </message>
        <message>
            <source>Left side</source>
            <translation>Lado izquierdo</translation>
        </message>
        <message>
            <source>Right side</source>
            <translation>Lado derecho</translation>
        </message>
        <message>
            <source>Swap the sides</source>
            <translation>Intercambiar los lados</translation>
        </message>
        <message>
            <source>Use the settings of this result</source>
            <translation>Usar los ajustes de este resultado</translation>
        </message>
        <message>
            <source>Enlarge with another model</source>
            <translation>Ampliar con otro modelo</translation>
        </message>
        <message>
            <source>Forget this result</source>
            <translation>Olvidar este resultado</translation>
        </message>
        <message>
            <source>Drag the result into a folder or another program</source>
            <translation>Arrastre el resultado a una carpeta o a otro programa</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>Aún sin resultado</translation>
        </message>
        <message>
            <source>Compare with this file no more</source>
            <translation>Dejar de comparar con este archivo</translation>
        </message>
        <message>
            <source>Back to the sheet</source>
            <translation>Volver a la hoja</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>Comparar con un archivo</translation>
        </message>
        <message>
            <source>Only one or two files can be compared at a time.</source>
            <translation>Solo se pueden comparar uno o dos archivos a la vez.</translation>
        </message>
        <message>
            <source>The picture was turned or cropped differently for these two results, so they cannot be compared.</source>
            <translation>La imagen se giró o recortó de otra forma para estos dos resultados: no se pueden comparar.</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Región</translation>
        </message>
        <message>
            <source>See what each model does</source>
            <translation>Ver lo que hace cada modelo</translation>
        </message>
        <message>
            <source>Getting the engine ready…</source>
            <translation>Preparando el motor…</translation>
        </message>
        <message>
            <source>This model restores at once: it has no steps, no kappa and no seed.</source>
            <translation>Este modelo restaura de una vez: no tiene pasos, ni kappa, ni semilla.</translation>
        </message>
        <message>
            <source>STEPS</source>
            <translation>PASOS</translation>
        </message>
        <message>
            <source>quick</source>
            <translation>rápido</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>fino</translation>
        </message>
        <message>
            <source>How finely the model walks from the small picture to the large one.</source>
            <translation>Con cuánta finura va el modelo de la imagen pequeña a la grande.</translation>
        </message>
        <message>
            <source>KAPPA</source>
            <translation>KAPPA</translation>
        </message>
        <message>
            <source>faithful</source>
            <translation>fiel</translation>
        </message>
        <message>
            <source>more texture</source>
            <translation>más textura</translation>
        </message>
        <message>
            <source>How much the model may invent: low stays close to the picture, high adds texture.</source>
            <translation>Cuánto puede inventar el modelo: poco se queda cerca de la imagen, mucho añade textura.</translation>
        </message>
        <message>
            <source>Keep the picture's colours</source>
            <translation>Conservar los colores de la imagen</translation>
        </message>
        <message>
            <source>Takes the broad colours from the original.</source>
            <translation>Toma los colores generales del original.</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Avanzado</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Salida</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>MODELO</translation>
        </message>
        <message>
            <source>SEED</source>
            <translation>SEMILLA</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>pasos</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>kappa</translation>
        </message>
        <message>
            <source>randomness</source>
            <translation>azar</translation>
        </message>
        <message>
            <source>dpi</source>
            <translation>ppp</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>escala</translation>
        </message>
        <message>
            <source>width</source>
            <translation>anchura</translation>
        </message>
        <message>
            <source>height</source>
            <translation>altura</translation>
        </message>
        <message>
            <source>{0} {1} instead of {2}</source>
            <translation>{0} {1} en lugar de {2}</translation>
        </message>
        <message>
            <source>Not everything can be set here as it was wanted: {0}.</source>
            <translation>No todo se puede ajustar aquí como se quería: {0}.</translation>
        </message>
        <message>
            <source>It needs {0}, which is not here: fetch that on the page Models.</source>
            <translation>Necesita {0}, que no está aquí: descárguelo en la página Modelos.</translation>
        </message>
        <message>
            <source>{0} cannot be used now: {1} takes its place, with its own steps and kappa.</source>
            <translation>{0} no se puede usar ahora: {1} ocupa su lugar, con sus propios pasos y su kappa.</translation>
        </message>
        <message>
            <source>{0} (lacks a part)</source>
            <translation>{0} (le falta una parte)</translation>
        </message>
        <message>
            <source>The model {0} is no longer there.</source>
            <translation>El modelo {0} ya no está.</translation>
        </message>
        <message>
            <source>Fills in what you mark in the picture. The rest stays as it is.</source>
            <translation>Rellena lo que usted marque en la imagen. El resto queda como está.</translation>
        </message>
        <message>
            <source>Restores the faces that are found in the picture. The rest stays as it is.</source>
            <translation>Restaura las caras que se encuentran en la imagen. El resto queda como está.</translation>
        </message>
        <message>
            <source>This model was trained for {0} to {1} steps: expect a worse result.</source>
            <translation>Este modelo se entrenó para {0} a {1} pasos: espere un resultado peor.</translation>
        </message>
        <message>
            <source>This model was trained at {0}: other values are an experiment.</source>
            <translation>Este modelo se entrenó con {0}: otros valores son un experimento.</translation>
        </message>
        <message>
            <source>Outside of {0} to {1}, which this model was trained for: expect artefacts.</source>
            <translation>Fuera de {0} a {1}, para lo que se entrenó este modelo: espere defectos.</translation>
        </message>
        <message>
            <source>Copying…</source>
            <translation>Copiando…</translation>
        </message>
        <message>
            <source>Copied: {0} pixels</source>
            <translation>Copiada: {0} píxeles</translation>
        </message>
        <message>
            <source>Pull the edges, move the frame, or draw another one.</source>
            <translation>Arrastra los bordes, mueve el marco o dibuja otro.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Recortar</translation>
        </message>
        <message>
            <source>Enlarge this part alone (Enter). The file stays as it is.</source>
            <translation>Ampliar solo esta parte (Intro). El archivo queda como está.</translation>
        </message>
        <message>
            <source>Take the crop back</source>
            <translation>Deshacer el recorte</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>Dejarlo como estaba (Esc)</translation>
        </message>
        <message>
            <source>The curves cannot be painted: {0}</source>
            <translation>No se pueden dibujar las curvas: {0}</translation>
        </message>
        <message>
            <source>Delete this file from this computer?</source>
            <translation>¿Eliminar este archivo de este equipo?</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>no se puede leer</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>dañado</translation>
        </message>
        <message>
            <source>YOUR PICTURES</source>
            <translation>SUS IMÁGENES</translation>
        </message>
        <message>
            <source>Drop a folder of pictures here</source>
            <translation>Suelte aquí una carpeta de imágenes</translation>
        </message>
        <message>
            <source>Good, sharp pictures of your kind are enough: their poor versions are made for you. Pairs of poor and good pictures are found by their folders (lq and hq), by their names or in a CSV file. From about 20 pictures on it pays; more is better.</source>
            <translation>Bastan imágenes buenas y nítidas de su tipo: sus versiones malas se hacen por usted. Los pares de imágenes malas y buenas se reconocen por sus carpetas (lq y hq), por sus nombres o en un archivo CSV. A partir de unas 20 imágenes vale la pena; más es mejor.</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Elegir una carpeta…</translation>
        </message>
        <message>
            <source>Choose a CSV file…</source>
            <translation>Elegir un archivo CSV…</translation>
        </message>
        <message>
            <source>Other pictures…</source>
            <translation>Otras imágenes…</translation>
        </message>
        <message>
            <source>Progress of the check</source>
            <translation>Progreso de la comprobación</translation>
        </message>
        <message>
            <source>Some of the pictures</source>
            <translation>Algunas de las imágenes</translation>
        </message>
        <message>
            <source>Correct the shift between the two pictures of a pair</source>
            <translation>Corregir el desplazamiento entre las dos imágenes de un par</translation>
        </message>
        <message>
            <source>Which findings are shown</source>
            <translation>Qué hallazgos se muestran</translation>
        </message>
        <message>
            <source>What the check found, file by file</source>
            <translation>Lo que encontró la comprobación, archivo por archivo</translation>
        </message>
        <message>
            <source>The pairs that are learnt from</source>
            <translation>Los pares de los que se aprende</translation>
        </message>
        <message>
            <source>Making the first pairs…</source>
            <translation>Haciendo los primeros pares…</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>Pares</translation>
        </message>
        <message>
            <source>What it is given</source>
            <translation>Lo que recibe</translation>
        </message>
        <message>
            <source>What it should make of it</source>
            <translation>Lo que debe hacer de ello</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>Buscando imágenes…</translation>
        </message>
        <message>
            <source>{0} of {1} looked at</source>
            <translation>{0} de {1} examinados</translation>
        </message>
        <message>
            <source>Good pictures in {0}; their poor versions are made</source>
            <translation>Imágenes buenas en {0}; sus versiones malas se hacen</translation>
        </message>
        <message>
            <source>Pairs in {0}: {1} (good) and {2} (poor)</source>
            <translation>Pares en {0}: {1} (buenas) y {2} (malas)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {1} (good) and {2} (poor)</source>
            <translation>Pares en {0}: nombres que terminan en {1} (buenas) y {2} (malas)</translation>
        </message>
        <message>
            <source>Pairs listed in {0}: columns {1} (good) and {2} (poor)</source>
            <translation>Pares listados en {0}: columnas {1} (buenas) y {2} (malas)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {2} (poor), and the same without it (good)</source>
            <translation>Pares en {0}: nombres que terminan en {2} (malas) y los mismos sin esa terminación (buenas)</translation>
        </message>
        <message>
            <source>Findings: {0}, pictures left out: {1}</source>
            <translation>Hallazgos: {0}, imágenes omitidas: {1}</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>Todos los hallazgos</translation>
        </message>
        <message>
            <source>Exactly what the training begins with: drag the line to compare, click for another pair.</source>
            <translation>Exactamente con lo que empieza el entrenamiento: arrastre la línea para comparar, haga clic para otro par.</translation>
        </message>
        <message>
            <source>Pictures to learn from</source>
            <translation>Imágenes de las que aprender</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv)</source>
            <translation>Tablas (*.csv *.tsv)</translation>
        </message>
        <message>
            <source>A table of pairs</source>
            <translation>Una tabla de pares</translation>
        </message>
        <message>
            <source>The pictures could not be checked: {0}</source>
            <translation>No se pudieron comprobar las imágenes: {0}</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Eliminar</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Conservar</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Detalles</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copiar</translation>
        </message>
        <message>
            <source>Copy the sha256</source>
            <translation>Copiar el sha256</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>de {0}</translation>
        </message>
        <message>
            <source>sha256: being computed…</source>
            <translation>sha256: calculando…</translation>
        </message>
        <message>
            <source>sha256 {0}</source>
            <translation>sha256 {0}</translation>
        </message>
        <message>
            <source>Copy the sha256: {0}</source>
            <translation>Copiar el sha256: {0}</translation>
        </message>
        <message>
            <source>Made from {0}: sha256 {1}</source>
            <translation>Hecho a partir de {0}: sha256 {1}</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>copiado</translation>
        </message>
        <message>
            <source>Drop a picture here</source>
            <translation>Suelte aquí una imagen</translation>
        </message>
        <message>
            <source>or several, a comic book, or a whole folder. Ctrl+V pastes.
Everything stays on this computer.</source>
            <translation>o varias, un cómic o una carpeta entera. Ctrl+V pega.
Todo se queda en este equipo.</translation>
        </message>
        <message>
            <source>Or try a sample picture:</source>
            <translation>O pruebe una imagen de muestra:</translation>
        </message>
        <message>
            <source>Sample picture {0}</source>
            <translation>Imagen de muestra {0}</translation>
        </message>
        <message>
            <source>the program's own engine</source>
            <translation>el motor propio del programa</translation>
        </message>
        <message>
            <source>Python environment of the engine, from the next start on</source>
            <translation>Entorno de Python del motor, desde el próximo inicio</translation>
        </message>
        <message>
            <source>The folder of an environment with a torch that can use your graphics card. Found here: {0}</source>
            <translation>La carpeta de un entorno con un torch que pueda usar su tarjeta gráfica. Encontrado aquí: {0}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>ninguno</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Elegir…</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Comprobar</translation>
        </message>
        <message>
            <source>Use Python environment</source>
            <translation>Usar un entorno de Python</translation>
        </message>
        <message>
            <source>Looking at the environment…</source>
            <translation>Examinando el entorno…</translation>
        </message>
        <message>
            <source>It will do, from the next start on. {0}</source>
            <translation>Sirve, desde el próximo inicio. {0}</translation>
        </message>
        <message>
            <source>The check failed: {0}</source>
            <translation>La comprobación falló: {0}</translation>
        </message>
        <message>
            <source>Folder of a Python environment</source>
            <translation>Carpeta de un entorno de Python</translation>
        </message>
        <message>
            <source>all</source>
            <translation>todos</translation>
        </message>
        <message>
            <source>A part of your picture, in many settings at once</source>
            <translation>Una parte de su imagen, con muchos ajustes a la vez</translation>
        </message>
        <message>
            <source>Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, seeds or models, side by side: a click takes over what looks best.</source>
            <translation>Suelte una imagen aquí o abra una. Una región de ella se calcula con varios valores de kappa, pasos, semillas o modelos, uno junto a otro: un clic adopta lo que mejor se ve.</translation>
        </message>
        <message>
            <source>The cell before  (,)</source>
            <translation>La celda anterior  (,)</translation>
        </message>
        <message>
            <source>The next cell  (.)</source>
            <translation>La celda siguiente  (.)</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparar</translation>
        </message>
        <message>
            <source>The chosen cell beside the one chosen before it; Ctrl and a click compare at once</source>
            <translation>La celda elegida junto a la elegida antes; Ctrl y un clic comparan en el acto</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>Usar estos ajustes</translation>
        </message>
        <message>
            <source>Take them over for the whole picture; so does a double click</source>
            <translation>Adoptarlos para toda la imagen; un doble clic también lo hace</translation>
        </message>
        <message>
            <source>zoom {0} %</source>
            <translation>zoom {0} %</translation>
        </message>
        <message>
            <source>These cells would take {0}: choose a smaller region or fewer values.</source>
            <translation>Estas celdas ocuparían {0}: elija una región menor o menos valores.</translation>
        </message>
        <message>
            <source>{0} pixels at {1}, {2}</source>
            <translation>{0} píxeles en {1}, {2}</translation>
        </message>
        <message>
            <source>The queue is paused: the faithful picture waits until it goes on.</source>
            <translation>La cola está en pausa: la imagen fiel espera hasta que continúe.</translation>
        </message>
        <message>
            <source>This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment.</source>
            <translation>Este modelo se entrenó con kappa {0}: la imagen fiel para kappa {1} es un experimento.</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} a {1}</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Descargar</translation>
        </message>
        <message>
            <source>Accept and download</source>
            <translation>Aceptar y descargar</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Ahora no</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Descartar</translation>
        </message>
        <message>
            <source>Delete what has arrived; a download then begins anew</source>
            <translation>Eliminar lo que ha llegado; una descarga empieza entonces de nuevo</translation>
        </message>
        <message>
            <source>{0} are here and have only to be checked and converted.</source>
            <translation>{0} están aquí y solo falta comprobarlos y convertirlos.</translation>
        </message>
        <message>
            <source>{0} have arrived and are kept; the download goes on from there.</source>
            <translation>{0} han llegado y se conservan; la descarga sigue desde ahí.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Intentar de nuevo</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuar</translation>
        </message>
        <message>
            <source>The picture after each step. Left and Right choose a step, End the result, the menu key shows what can be done with it.</source>
            <translation>La imagen después de cada paso. Izquierda y Derecha eligen un paso, Fin el resultado, la tecla Menú muestra lo que se puede hacer con él.</translation>
        </message>
        <message>
            <source>The result</source>
            <translation>El resultado</translation>
        </message>
        <message>
            <source>Prediction after step {0} of {1}. Right click: save it, or compare others with it.</source>
            <translation>Predicción tras el paso {0} de {1}. Clic derecho: guardarla o comparar otras con ella.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Archivo</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Qué es</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Consecuencia</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>omitido</translation>
        </message>
        <message>
            <source>corrected</source>
            <translation>corregido</translation>
        </message>
        <message>
            <source>used as it is</source>
            <translation>usado tal cual</translation>
        </message>
        <message>
            <source>The original is no longer there to mix with</source>
            <translation>El original con el que mezclar ya no está</translation>
        </message>
        <message>
            <source>{0}: what is protected was marked on a picture of another size and left out.</source>
            <translation>{0}: lo protegido se marcó en una imagen de otro tamaño y se ha omitido.</translation>
        </message>
        <message>
            <source>This model has no kappa, so the enlargement is the faithful picture.</source>
            <translation>Este modelo no tiene kappa, así que la ampliación es la imagen fiel.</translation>
        </message>
        <message>
            <source>The original cannot be read, so the result stays as it is.</source>
            <translation>No se puede leer el original, así que el resultado queda como está.</translation>
        </message>
        <message>
            <source>This result cannot be shown.</source>
            <translation>Este resultado no se puede mostrar.</translation>
        </message>
        <message>
            <source>{0} was watched when the program ended.</source>
            <translation>{0} se vigilaba cuando terminó el programa.</translation>
        </message>
        <message>
            <source>Watch it again</source>
            <translation>Volver a vigilarla</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>Ya no</translation>
        </message>
        <message>
            <source>1 picture lies in {0} already. It stays as it is.</source>
            <translation>En {0} ya hay 1 imagen. Se queda como está.</translation>
        </message>
        <message>
            <source>{1} pictures lie in {0} already. They stay as they are.</source>
            <translation>En {0} ya hay {1} imágenes. Se quedan como están.</translation>
        </message>
        <message>
            <source>Enlarge as well</source>
            <translation>Ampliar también</translation>
        </message>
        <message>
            <source>1 result that was not saved has been discarded.</source>
            <translation>Se ha descartado 1 resultado que no estaba guardado.</translation>
        </message>
        <message>
            <source>{0} results that were not saved have been discarded.</source>
            <translation>Se han descartado {0} resultados que no estaban guardados.</translation>
        </message>
        <message>
            <source>{0} pictures removed.</source>
            <translation>{0} imágenes quitadas.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <source>{0} has been changed since then, so it is not turned and cropped like this result.</source>
            <translation>{0} se ha modificado desde entonces, así que no se gira ni se recorta como este resultado.</translation>
        </message>
        <message>
            <source>{0} is turned and cropped as for this result.</source>
            <translation>{0} se gira y se recorta como para este resultado.</translation>
        </message>
        <message>
            <source>{0} is being enlarged: turn or crop it afterwards.</source>
            <translation>{0} se está ampliando: gírala o recórtala después.</translation>
        </message>
        <message>
            <source>Pictures that are being enlarged stay as they are.</source>
            <translation>Las imágenes que se están ampliando quedan como están.</translation>
        </message>
        <message>
            <source>{0} is cropped to {1} pixels for its results. Its file stays as it is.</source>
            <translation>{0} se recorta a {1} píxeles para sus resultados. El archivo queda como está.</translation>
        </message>
        <message>
            <source>All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.</source>
            <translation>Todas las páginas de {0} se recortan aquí, a {1} píxeles. El archivo queda como está.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>En espera…</translation>
        </message>
        <message>
            <source>This file fits several models. Which one is it?</source>
            <translation>Este archivo encaja con varios modelos. ¿Cuál es?</translation>
        </message>
        <message>
            <source>Where it invents</source>
            <translation>Dónde inventa</translation>
        </message>
        <message>
            <source>Spread: what differs when the picture is enlarged with other seeds.
Consistency: how the result, made small again, differs from the picture.</source>
            <translation>Dispersión: lo que cambia cuando la imagen se amplía con otras semillas.
Coherencia: cuánto difiere de la imagen el resultado reducido de nuevo.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Ninguna</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>Dispersión</translation>
        </message>
        <message>
            <source>Consistency</source>
            <translation>Coherencia</translation>
        </message>
        <message>
            <source>Number of seeds</source>
            <translation>Número de semillas</translation>
        </message>
        <message>
            <source>{0} seeds</source>
            <translation>{0} semillas</translation>
        </message>
        <message>
            <source>This model restores at once: no seed plays a part, and nothing differs by seed.</source>
            <translation>Este modelo restaura de una vez: la semilla no interviene y nada cambia con ella.</translation>
        </message>
        <message>
            <source>Seed {0} of {1}, about {2} to go. Esc stops.</source>
            <translation>Semilla {0} de {1}, faltan aprox. {2}. Esc detiene.</translation>
        </message>
        <message>
            <source>The seeds wait until the queue is done.</source>
            <translation>Las semillas esperan a que termine la cola.</translation>
        </message>
        <message>
            <source>Stopped: press Spread to go on.</source>
            <translation>Detenido: pulse «Dispersión» para continuar.</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Comparando…</translation>
        </message>
        <message>
            <source>The picture and its result cannot be compared.</source>
            <translation>No se pueden comparar la imagen y su resultado.</translation>
        </message>
        <message>
            <source>{0}: the faithful picture was not computed, so the result is not saved yet.</source>
            <translation>{0}: no se ha calculado la imagen fiel, así que el resultado aún no está guardado.</translation>
        </message>
        <message>
            <source>1 picture was still to be enlarged when the program ended.</source>
            <translation>Quedaba 1 imagen por ampliar cuando terminó el programa.</translation>
        </message>
        <message>
            <source>{0} pictures were still to be enlarged when the program ended.</source>
            <translation>Quedaban {0} imágenes por ampliar cuando terminó el programa.</translation>
        </message>
        <message>
            <source>1 picture cannot be reached now; it is offered again at the next start.</source>
            <translation>1 imagen no está accesible ahora; se ofrecerá de nuevo en el próximo inicio.</translation>
        </message>
        <message>
            <source>{0} pictures cannot be reached now; they are offered again at the next start.</source>
            <translation>{0} imágenes no están accesibles ahora; se ofrecerán de nuevo en el próximo inicio.</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>Olvidarlas</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Seguir</translation>
        </message>
        <message>
            <source>Scale: from 0, clear, to {0} of 255 levels and more, bright yellow</source>
            <translation>Escala: de 0, transparente, a {0} de 255 niveles o más, amarillo vivo</translation>
        </message>
        <message>
            <source>{0} levels</source>
            <translation>{0} niveles</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Copiar todo</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Abrir carpeta</translation>
        </message>
        <message>
            <source>Close the log</source>
            <translation>Cerrar el registro</translation>
        </message>
        <message>
            <source>LOG</source>
            <translation>REGISTRO</translation>
        </message>
        <message>
            <source>Explore</source>
            <translation>Explorar</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Entrenar</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modelos</translation>
        </message>
        <message>
            <source>Hold Shift to compare with it</source>
            <translation>Mantenga Mayús para comparar con él</translation>
        </message>
        <message>
            <source>Compare with it on the right</source>
            <translation>Comparar con él a la derecha</translation>
        </message>
        <message>
            <source>Compare with it on the left</source>
            <translation>Comparar con él a la izquierda</translation>
        </message>
        <message>
            <source>Mark what is to be filled in</source>
            <translation>Marcar lo que se debe rellenar</translation>
        </message>
        <message>
            <source>Erase marks (the right mouse button does, too)</source>
            <translation>Borrar marcas (también con el botón derecho)</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>Tamaño del pincel</translation>
        </message>
        <message>
            <source>Size of the brush on the screen: [ and ], or Ctrl and the wheel</source>
            <translation>Tamaño del pincel en la pantalla: [ y ], o Ctrl y la rueda</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rehacer</translation>
        </message>
        <message>
            <source>Take all marks away</source>
            <translation>Quitar todas las marcas</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>Pincel</translation>
        </message>
        <message>
            <source>Nothing is marked yet: paint over what is to be filled in.</source>
            <translation>Aún no hay nada marcado: pinte sobre lo que se debe rellenar.</translation>
        </message>
        <message>
            <source>What is marked will be filled in.</source>
            <translation>Lo marcado se rellenará.</translation>
        </message>
        <message>
            <source>Marked: press the brush to see and change it.</source>
            <translation>Marcado: pulse el pincel para verlo y cambiarlo.</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>no instalado</translation>
        </message>
        <message>
            <source>trained for {0} steps, kappa {1}</source>
            <translation>entrenado para {0} pasos, kappa {1}</translation>
        </message>
        <message>
            <source>restores at once</source>
            <translation>restaura de una vez</translation>
        </message>
        <message>
            <source>about {0} with its autoencoder</source>
            <translation>unos {0} con su autocodificador</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>unos {0}</translation>
        </message>
        <message>
            <source>licence: {0}</source>
            <translation>licencia: {0}</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Usar</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>incorporado</translation>
        </message>
        <message>
            <source>by the authors of ResShift</source>
            <translation>de los autores de ResShift</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>importado</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>suyo</translation>
        </message>
        <message>
            <source>{0} steps by default</source>
            <translation>{0} pasos por defecto</translation>
        </message>
        <message>
            <source>It cannot run: it needs the {0}, which is not here.</source>
            <translation>No puede funcionar: necesita {0}, que no está aquí.</translation>
        </message>
        <message>
            <source>Delete this file ({0}) from this computer?</source>
            <translation>¿Eliminar este archivo ({0}) de este equipo?</translation>
        </message>
        <message>
            <source>These models cannot run without it: {0}.</source>
            <translation>Estos modelos no pueden funcionar sin él: {0}.</translation>
        </message>
        <message>
            <source>{0} is installed and can be used.</source>
            <translation>{0} está instalado y se puede usar.</translation>
        </message>
        <message>
            <source>Add a model</source>
            <translation>Añadir un modelo</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>Modelos ({0})</translation>
        </message>
        <message>
            <source>The model {0} has been added.</source>
            <translation>Se ha añadido el modelo {0}.</translation>
        </message>
        <message>
            <source>The program could not start the work. The log has the details.</source>
            <translation>El programa no pudo empezar el trabajo. Los detalles están en el registro.</translation>
        </message>
        <message>
            <source>The work ended unexpectedly. Try again; the log has the details.</source>
            <translation>El trabajo terminó de forma inesperada. Inténtelo de nuevo; los detalles están en el registro.</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>Añadir un archivo de modelo…</translation>
        </message>
        <message>
            <source>Compare on your picture…</source>
            <translation>Comparar con su imagen…</translation>
        </message>
        <message>
            <source>A part of your picture by all models, on the page Explore</source>
            <translation>Una parte de su imagen con todos los modelos, en la página Explorar</translation>
        </message>
        <message>
            <source>All models run on this computer. Your own models appear here as well; a model file can be dropped anywhere on the window.</source>
            <translation>Todos los modelos funcionan en este equipo. Sus propios modelos aparecen aquí también; un archivo de modelo se puede soltar en cualquier parte de la ventana.</translation>
        </message>
        <message>
            <source>What one of these makes of a picture is shown here once it is installed.</source>
            <translation>Lo que cada uno hace de una imagen se ve aquí una vez instalado.</translation>
        </message>
        <message>
            <source>By the authors of ResShift</source>
            <translation>De los autores de ResShift</translation>
        </message>
        <message>
            <source>By others</source>
            <translation>De otros</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>Abrir imágenes</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>Imágenes ({0})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Todos los archivos (*)</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Abrir una carpeta</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>Vigilar una carpeta</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>No hay ninguna imagen en el portapapeles.</translation>
        </message>
        <message>
            <source>{0} lies in the watched folder, where originals would be taken for new pictures.</source>
            <translation>{0} está en la carpeta vigilada, donde los originales se tomarían por imágenes nuevas.</translation>
        </message>
        <message>
            <source>{0} could not be moved away.</source>
            <translation>No se pudo mover {0}.</translation>
        </message>
        <message>
            <source>When a result is ready</source>
            <translation>Cuando un resultado está listo</translation>
        </message>
        <message>
            <source>Keep until I save it</source>
            <translation>Conservarlo hasta que lo guarde</translation>
        </message>
        <message>
            <source>Save beside the picture</source>
            <translation>Guardarlo junto a la imagen</translation>
        </message>
        <message>
            <source>Save into a sub-folder</source>
            <translation>Guardarlo en una subcarpeta</translation>
        </message>
        <message>
            <source>Save into a folder</source>
            <translation>Guardarlo en una carpeta</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>Elegir carpeta…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Formato</translation>
        </message>
        <message>
            <source>As the picture</source>
            <translation>Como la imagen</translation>
        </message>
        <message>
            <source>For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps.</source>
            <translation>Para juegos: comprimido con algo de pérdida, en BC1 o, con alfa, en BC3, y con todos los mipmaps.</translation>
        </message>
        <message>
            <source>Bits per colour</source>
            <translation>Bits por color</translation>
        </message>
        <message>
            <source>8 bit</source>
            <translation>8 bits</translation>
        </message>
        <message>
            <source>16 bit</source>
            <translation>16 bits</translation>
        </message>
        <message>
            <source>Name template</source>
            <translation>Plantilla del nombre</translation>
        </message>
        <message>
            <source>Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</source>
            <translation>Campos: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</translation>
        </message>
        <message>
            <source>Settings into the file</source>
            <translation>Ajustes en el archivo</translation>
        </message>
        <message>
            <source>With them the result can be made again; drop it here to get them.</source>
            <translation>Con ellos se puede volver a hacer el resultado; suéltelo aquí para recuperarlos.</translation>
        </message>
        <message>
            <source>Leave out place and person</source>
            <translation>Omitir lugar y persona</translation>
        </message>
        <message>
            <source>For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. Camera, date, title and description stay.</source>
            <translation>Para compartir: sin GPS ni lugares, sin nombres de autores, propietarios y personas, sin números de serie. Cámara, fecha, título y descripción se quedan.</translation>
        </message>
        <message>
            <source>Keep the picture's date</source>
            <translation>Conservar la fecha de la imagen</translation>
        </message>
        <message>
            <source>The file of the result is dated as the picture's file.</source>
            <translation>El archivo del resultado lleva la fecha del archivo de la imagen.</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Profundidad</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Calidad</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nombre</translation>
        </message>
        <message>
            <source>Save results into</source>
            <translation>Guardar los resultados en</translation>
        </message>
        <message>
            <source>holiday.jpg</source>
            <translation>vacaciones.jpg</translation>
        </message>
        <message>
            <source>Close the region</source>
            <translation>Cerrar la región</translation>
        </message>
        <message>
            <source>New results begin with the strength, protection and grain of this one.</source>
            <translation>Los resultados nuevos empiezan con la intensidad, la protección y el grano de este.</translation>
        </message>
        <message>
            <source>Begin without</source>
            <translation>Empezar sin ello</translation>
        </message>
        <message>
            <source>Picture comparison</source>
            <translation>Comparación de imágenes</translation>
        </message>
        <message>
            <source>Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, 1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. Hold backslash to see the original, L for the loupe.</source>
            <translation>Izquierda y Derecha mueven el divisor, con Mayús más lejos. Más y Menos acercan y alejan, 0 ajusta, 1 es 100 %, 2 es 200 %. Ctrl con las flechas desplaza. Mantenga la barra invertida para ver el original, L para la lupa.</translation>
        </message>
        <message>
            <source>Drop a picture here, or press Ctrl+O</source>
            <translation>Suelte aquí una imagen o pulse Ctrl+O</translation>
        </message>
        <message>
            <source>Several pictures, comic books or a whole folder are welcome too</source>
            <translation>También valen varias imágenes, cómics o una carpeta entera</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Tema</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Como el sistema</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Oscuro</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Claro</translation>
        </message>
        <message>
            <source>Language, from the next start on</source>
            <translation>Idioma, desde el próximo inicio</translation>
        </message>
        <message>
            <source>A change counts from the next start on.</source>
            <translation>Un cambio cuenta desde el próximo inicio.</translation>
        </message>
        <message>
            <source>Show each step while a picture is worked on</source>
            <translation>Mostrar cada paso mientras se trabaja en una imagen</translation>
        </message>
        <message>
            <source>Tell me when a long queue is done</source>
            <translation>Avisarme cuando termine una cola larga</translation>
        </message>
        <message>
            <source>Keep the computer awake while it works</source>
            <translation>Mantener el equipo despierto mientras trabaja</translation>
        </message>
        <message>
            <source>Let a training rest while pictures are enlarged</source>
            <translation>Dejar descansar un entrenamiento mientras se amplían imágenes</translation>
        </message>
        <message>
            <source>with the program's other data</source>
            <translation>con los demás datos del programa</translation>
        </message>
        <message>
            <source>Folder for trainings, from the next start on</source>
            <translation>Carpeta de los entrenamientos, desde el próximo inicio</translation>
        </message>
        <message>
            <source>Training runs take gigabytes. A change counts from the next start on.</source>
            <translation>Los entrenamientos ocupan gigabytes. Un cambio cuenta desde el próximo inicio.</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>Indique la ruta completa de la carpeta.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Idioma</translation>
        </message>
        <message>
            <source>Trainings in</source>
            <translation>Entrenamientos en</translation>
        </message>
        <message>
            <source>No account, no telemetry: pictures and settings stay on this computer. The network is used only for what you download.</source>
            <translation>Sin cuenta y sin telemetría: imágenes y ajustes se quedan en este equipo. La red solo se usa para lo que usted descargue.</translation>
        </message>
        <message>
            <source>Folder for trainings</source>
            <translation>Carpeta de los entrenamientos</translation>
        </message>
        <message>
            <source>The settings cannot be written ({0}): is the disk full?</source>
            <translation>No se pueden escribir los ajustes ({0}): ¿está lleno el disco?</translation>
        </message>
        <message>
            <source>there was no answer.</source>
            <translation>no hubo respuesta.</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 par</translation>
        </message>
        <message>
            <source>{0} pairs</source>
            <translation>{0} pares</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 imagen</translation>
        </message>
        <message>
            <source>{0} pictures</source>
            <translation>{0} imágenes</translation>
        </message>
        <message>
            <source>The training cannot be started: {0}</source>
            <translation>No se puede empezar el entrenamiento: {0}</translation>
        </message>
        <message>
            <source>New preset</source>
            <translation>Nuevo ajuste predefinido</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>Nombre del ajuste predefinido</translation>
        </message>
        <message>
            <source>With model, size and output</source>
            <translation>Con modelo, tamaño y salida</translation>
        </message>
        <message>
            <source>A preset of the program has this name: choose another one.</source>
            <translation>Un ajuste del programa tiene este nombre: elija otro.</translation>
        </message>
        <message>
            <source>It takes the place of the preset of this name.</source>
            <translation>Sustituye al ajuste predefinido de este nombre.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Ajuste predefinido</translation>
        </message>
        <message>
            <source>Keep these settings as a preset</source>
            <translation>Conservar estos ajustes como predefinidos</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>Eliminar este ajuste predefinido</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>Ajustes propios</translation>
        </message>
        <message>
            <source>Width of the print</source>
            <translation>Ancho de la impresión</translation>
        </message>
        <message>
            <source>Height of the print</source>
            <translation>Alto de la impresión</translation>
        </message>
        <message>
            <source>Unit of the print's size</source>
            <translation>Unidad del tamaño de la impresión</translation>
        </message>
        <message>
            <source>cm</source>
            <translation>cm</translation>
        </message>
        <message>
            <source>inch</source>
            <translation>pulgadas</translation>
        </message>
        <message>
            <source> dpi</source>
            <translation> ppp</translation>
        </message>
        <message>
            <source>Pixels per inch</source>
            <translation>Píxeles por pulgada</translation>
        </message>
        <message>
            <source>300 for what is looked at from near, 150 for posters. It is written into the result.</source>
            <translation>300 para lo que se mira de cerca, 150 para carteles. Se escribe en el resultado.</translation>
        </message>
        <message>
            <source>{0} × {1} {2} at {3} dpi</source>
            <translation>{0} × {1} {2} a {3} ppp</translation>
        </message>
        <message>
            <source>Save as {0}</source>
            <translation>Guardar como {0}</translation>
        </message>
        <message>
            <source>File of about {0}</source>
            <translation>Archivo de unos {0}</translation>
        </message>
        <message>
            <source>Looking for the highest quality that fits…</source>
            <translation>Buscando la calidad más alta que cabe…</translation>
        </message>
        <message>
            <source>Quality {0}: a file of {1}</source>
            <translation>Calidad {0}: un archivo de {1}</translation>
        </message>
        <message>
            <source>Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and height, or choose another format.</source>
            <translation>Incluso con calidad {0} el archivo ocupa {1}. Amplíe menos la imagen, hasta cerca del {2} % de esta anchura y altura, o elija otro formato.</translation>
        </message>
        <message>
            <source>The quality could not be found.</source>
            <translation>No se pudo encontrar la calidad.</translation>
        </message>
        <message>
            <source>Lossless</source>
            <translation>Sin pérdida</translation>
        </message>
        <message>
            <source>Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.</source>
            <translation>Conserva cada píxel tal cual, en WebP y JPEG XL. El archivo es varias veces mayor.</translation>
        </message>
        <message>
            <source>Drop pictures or folders anywhere</source>
            <translation>Suelte imágenes o carpetas en cualquier parte</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pausa</translation>
        </message>
        <message>
            <source>Remove all that are finished</source>
            <translation>Quitar todas las terminadas</translation>
        </message>
        <message>
            <source>QUEUE</source>
            <translation>COLA</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Quitar</translation>
        </message>
        <message>
            <source>Put first</source>
            <translation>Poner primero</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Subir</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Bajar</translation>
        </message>
        <message>
            <source>Enlarge all frames or pages</source>
            <translation>Ampliar todos los fotogramas o páginas</translation>
        </message>
        <message>
            <source>Compare these two</source>
            <translation>Comparar estas dos</translation>
        </message>
        <message>
            <source>Show in the folder</source>
            <translation>Mostrar en la carpeta</translation>
        </message>
        <message>
            <source>1 done</source>
            <translation>1 hecha</translation>
        </message>
        <message>
            <source>{0} done</source>
            <translation>{0} hechas</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 fallida</translation>
        </message>
        <message>
            <source>{0} failed</source>
            <translation>{0} fallidas</translation>
        </message>
        <message>
            <source>Open partially</source>
            <translation>Abrir en parte</translation>
        </message>
        <message>
            <source>{0} goes on at page {1} of {2}.</source>
            <translation>{0} continúa en la página {1} de {2}.</translation>
        </message>
        <message>
            <source>{0} goes on at frame {1} of {2}.</source>
            <translation>{0} continúa en el fotograma {1} de {2}.</translation>
        </message>
        <message>
            <source>Enlarge all of them</source>
            <translation>Ampliar todos</translation>
        </message>
        <message>
            <source>There is no picture in there.</source>
            <translation>Ahí no hay ninguna imagen.</translation>
        </message>
        <message>
            <source> And {0} more.</source>
            <translation> Y {0} más.</translation>
        </message>
        <message>
            <source>{0} was made by ResShift Studio: {1}.</source>
            <translation>{0} se hizo con ResShift Studio: {1}.</translation>
        </message>
        <message>
            <source>Its picture before that: {0}. Others are taken as they are.</source>
            <translation>Su imagen antes de eso: {0}. Las demás se toman como están.</translation>
        </message>
        <message>
            <source>Done before with the same settings, passed over: {0}.</source>
            <translation>Hechas antes con los mismos ajustes, pasadas por alto: {0}.</translation>
        </message>
        <message>
            <source>Do them anew</source>
            <translation>Hacerlas de nuevo</translation>
        </message>
        <message>
            <source>Pictures done: {0} of {1}, in {2}</source>
            <translation>Imágenes hechas: {0} de {1}, en {2}</translation>
        </message>
        <message>
            <source>, 1 failed</source>
            <translation>, 1 fallida</translation>
        </message>
        <message>
            <source>, {0} failed</source>
            <translation>, {0} fallidas</translation>
        </message>
        <message>
            <source>Left as they are, since their longer side has {0} pixels or more: {1}.</source>
            <translation>Se dejaron como están, pues su lado mayor tiene {0} píxeles o más: {1}.</translation>
        </message>
        <message>
            <source>Enlarge them even so</source>
            <translation>Ampliarlas igualmente</translation>
        </message>
        <message>
            <source>{0}. Saved in folders below {1}</source>
            <translation>{0}. Guardadas en carpetas dentro de {1}</translation>
        </message>
        <message>
            <source>{0}. Saved in the folder {1}</source>
            <translation>{0}. Guardadas en la carpeta {1}</translation>
        </message>
        <message>
            <source>Save them all</source>
            <translation>Guardarlos todos</translation>
        </message>
        <message>
            <source>Try the failed again</source>
            <translation>Reintentar las fallidas</translation>
        </message>
        <message>
            <source>Pictures in the queue</source>
            <translation>Imágenes en la cola</translation>
        </message>
        <message>
            <source>This picture is softer than its size: reducing it to {0} % first gives crisper results.</source>
            <translation>Esta imagen es menos nítida de lo que permite su tamaño: reducirla primero al {0} % da resultados más nítidos.</translation>
        </message>
        <message>
            <source>Reduce first</source>
            <translation>Reducir primero</translation>
        </message>
        <message>
            <source>This picture is softer than its size: it is reduced to {0} % first.</source>
            <translation>Esta imagen es menos nítida de lo que permite su tamaño: se reduce primero al {0} %.</translation>
        </message>
        <message>
            <source>Do not reduce</source>
            <translation>No reducir</translation>
        </message>
        <message>
            <source>Each picture is reduced to {0} % first.</source>
            <translation>Cada imagen se reduce primero al {0} %.</translation>
        </message>
        <message>
            <source>Region of the picture</source>
            <translation>Región de la imagen</translation>
        </message>
        <message>
            <source>Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.</source>
            <translation>Haga clic, arrastre o dibuje un rectángulo. Las flechas lo mueven; con Mayús cambian su tamaño.</translation>
        </message>
        <message>
            <source>{0} × {1} pixels at {2}, {3}</source>
            <translation>{0} × {1} píxeles en {2}, {3}</translation>
        </message>
        <message>
            <source>Export all results into</source>
            <translation>Exportar todos los resultados a</translation>
        </message>
        <message>
            <source>The result is still being written: please try again in a moment.</source>
            <translation>El resultado aún se está escribiendo: inténtelo de nuevo en un momento.</translation>
        </message>
        <message>
            <source>Saved as {0} in the folder {1}</source>
            <translation>Guardado como {0} en la carpeta {1}</translation>
        </message>
        <message>
            <source>{0}: all of it saved as {1}</source>
            <translation>{0}: todo guardado como {1}</translation>
        </message>
        <message>
            <source>{0}: saved as {1}</source>
            <translation>{0}: guardado como {1}</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>Guardar en otro lugar…</translation>
        </message>
        <message>
            <source>{0} results could not be saved.</source>
            <translation>No se han podido guardar {0} resultados.</translation>
        </message>
        <message>
            <source>Save them elsewhere…</source>
            <translation>Guardarlos en otro lugar…</translation>
        </message>
        <message>
            <source>Results cannot be kept safe from a crash, so save them soon: {0}</source>
            <translation>Los resultados no se pueden proteger de un fallo, así que guárdelos pronto: {0}</translation>
        </message>
        <message>
            <source>Delete the run {0} with its saved states? A model that was made of it stays.</source>
            <translation>¿Eliminar el entrenamiento {0} con sus estados guardados? El modelo que se haya hecho de él se conserva.</translation>
        </message>
        <message>
            <source>What the process printed</source>
            <translation>Lo que imprimió el proceso</translation>
        </message>
        <message>
            <source>Nothing so far.</source>
            <translation>Nada por ahora.</translation>
        </message>
        <message>
            <source>Draw a rectangle: it alone is sampled, in a second or two.</source>
            <translation>Dibuje un rectángulo: solo se calcula ese, en uno o dos segundos.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progreso</translation>
        </message>
        <message>
            <source>Time, memory and size of the file, by a short measurement on this device.</source>
            <translation>Tiempo, memoria y tamaño del archivo, según una breve medición en este dispositivo.</translation>
        </message>
        <message>
            <source>Fill in</source>
            <translation>Rellenar</translation>
        </message>
        <message>
            <source>Fill in {0} pictures</source>
            <translation>Rellenar {0} imágenes</translation>
        </message>
        <message>
            <source>Fill in all {0}</source>
            <translation>Rellenar las {0}</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurar</translation>
        </message>
        <message>
            <source>Restore {0} pictures</source>
            <translation>Restaurar {0} imágenes</translation>
        </message>
        <message>
            <source>Restore all {0}</source>
            <translation>Restaurar las {0}</translation>
        </message>
        <message>
            <source>Upscale {0} pictures</source>
            <translation>Ampliar {0} imágenes</translation>
        </message>
        <message>
            <source>Upscale all {0}</source>
            <translation>Ampliar las {0}</translation>
        </message>
        <message>
            <source>Add {0} to the queue</source>
            <translation>Añadir {0} a la cola</translation>
        </message>
        <message>
            <source>Every picture that has no result yet</source>
            <translation>Todas las imágenes que aún no tienen resultado</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>Entrenamientos</translation>
        </message>
        <message>
            <source>New training</source>
            <translation>Nuevo entrenamiento</translation>
        </message>
        <message>
            <source>Your trainings will stand here.</source>
            <translation>Aquí estarán sus entrenamientos.</translation>
        </message>
        <message>
            <source>RUNS</source>
            <translation>ENTRENAMIENTOS</translation>
        </message>
        <message>
            <source>Settings of {0}</source>
            <translation>Ajustes de {0}</translation>
        </message>
        <message>
            <source>The run goes on with what you change here. What is grey would need a new run.</source>
            <translation>El entrenamiento sigue con lo que cambie aquí. Lo gris necesitaría un entrenamiento nuevo.</translation>
        </message>
        <message>
            <source>These can be changed while the run is not at work.</source>
            <translation>Esto se puede cambiar mientras el entrenamiento no esté trabajando.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reanudar</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>Sacar de la cola</translation>
        </message>
        <message>
            <source>Settings of this run</source>
            <translation>Ajustes de este entrenamiento</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>Abrir la carpeta del entrenamiento</translation>
        </message>
        <message>
            <source>Delete this run</source>
            <translation>Eliminar este entrenamiento</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>Nombre del modelo</translation>
        </message>
        <message>
            <source>Add to my models</source>
            <translation>Añadir a mis modelos</translation>
        </message>
        <message>
            <source>Use in Upscale</source>
            <translation>Usar para ampliar</translation>
        </message>
        <message>
            <source>Progress of the training</source>
            <translation>Progreso del entrenamiento</translation>
        </message>
        <message>
            <source>LOSS</source>
            <translation>PÉRDIDA</translation>
        </message>
        <message>
            <source>The loss appears here with the first report.</source>
            <translation>La pérdida aparece aquí con el primer informe.</translation>
        </message>
        <message>
            <source>VALIDATION</source>
            <translation>VALIDACIÓN</translation>
        </message>
        <message>
            <source>How good it is on pictures it does not learn from appears here.</source>
            <translation>Aquí aparece lo bueno que es con imágenes de las que no aprende.</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>Ganancia</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Rasgos</translation>
        </message>
        <message>
            <source>What is shown of the validation</source>
            <translation>Qué se muestra de la validación</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Curvas</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>The process ended before the run was finished. Resume goes on at the last saved state.</source>
            <translation>El proceso terminó antes de acabar el entrenamiento. «Reanudar» sigue desde el último estado guardado.</translation>
        </message>
        <message>
            <source>Its last words: {0}</source>
            <translation>Sus últimas palabras: {0}</translation>
        </message>
        <message>
            <source>It begins by itself when the run before it has ended, while this window is open or once it is opened again.</source>
            <translation>Empieza solo cuando haya terminado el entrenamiento anterior, mientras esta ventana esté abierta o en cuanto se abra de nuevo.</translation>
        </message>
        <message>
            <source>It rests while pictures are enlarged, and goes on by itself.</source>
            <translation>Descansa mientras se amplían imágenes y continúa por sí solo.</translation>
        </message>
        <message>
            <source>Nothing to use yet: so far no state was better than the start.</source>
            <translation>Aún no hay nada que usar: hasta ahora ningún estado fue mejor que el inicial.</translation>
        </message>
        <message>
            <source>Nothing to use yet: the first check would have been at iteration {0}.</source>
            <translation>Aún no hay nada que usar: la primera comprobación habría sido en la iteración {0}.</translation>
        </message>
        <message>
            <source>PSNR in dB, higher is closer to the original.</source>
            <translation>PSNR en dB; más alto es más cercano al original.</translation>
        </message>
        <message>
            <source>PSNR in dB above plain bicubic enlargement, higher is better.</source>
            <translation>PSNR en dB por encima de la simple ampliación bicúbica; más alto es mejor.</translation>
        </message>
        <message>
            <source>What decides which state is the best: lower is better.</source>
            <translation>Lo que decide qué estado es el mejor: más bajo es mejor.</translation>
        </message>
        <message>
            <source>Visible difference as a share of bicubic's: lower is better.</source>
            <translation>Diferencia visible como proporción de la bicúbica: más bajo es mejor.</translation>
        </message>
        <message>
            <source>Dashed: the model before training. Ring: the best so far.</source>
            <translation>Línea discontinua: el modelo antes de entrenar. Anillo: el mejor hasta ahora.</translation>
        </message>
        <message>
            <source>iteration {0} of {1}</source>
            <translation>iteración {0} de {1}</translation>
        </message>
        <message>
            <source>{0} samples a second</source>
            <translation>{0} ejemplos por segundo</translation>
        </message>
        <message>
            <source>{0} of memory</source>
            <translation>{0} de memoria</translation>
        </message>
        <message>
            <source>The run has not ended; its best state so far can be used all the same.</source>
            <translation>El entrenamiento no ha terminado; su mejor estado hasta ahora se puede usar de todos modos.</translation>
        </message>
        <message>
            <source>No state was better than the start: the newest one, of iteration {0}, is taken.</source>
            <translation>Ningún estado fue mejor que el inicial: se toma el más reciente, de la iteración {0}.</translation>
        </message>
        <message>
            <source>What it was earlier is among your models as {0}.</source>
            <translation>Un estado anterior está entre sus modelos como {0}.</translation>
        </message>
        <message>
            <source>It is among your models as {0}.</source>
            <translation>Está entre sus modelos como {0}.</translation>
        </message>
        <message>
            <source>Making the model…</source>
            <translation>Haciendo el modelo…</translation>
        </message>
        <message>
            <source>The training run cannot be reached: {0}</source>
            <translation>No se puede acceder al entrenamiento: {0}</translation>
        </message>
        <message>
            <source>Show what it does</source>
            <translation>Mostrar lo que hace</translation>
        </message>
        <message>
            <source>Computes three small examples with this model</source>
            <translation>Calcula tres pequeños ejemplos con este modelo</translation>
        </message>
        <message>
            <source>Waiting: pictures come first.</source>
            <translation>En espera: las imágenes van primero.</translation>
        </message>
        <message>
            <source>Computing example {0} of {1}…</source>
            <translation>Calculando el ejemplo {0} de {1}…</translation>
        </message>
        <message>
            <source>Before and after: {0}</source>
            <translation>Antes y después: {0}</translation>
        </message>
        <message>
            <source>A soft photograph, one worn by JPEG, and a drawing: drag to see before and after</source>
            <translation>Una foto borrosa, otra gastada por JPEG y un dibujo: arrastre para ver el antes y el después</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>Aún no hay imágenes</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Entrada</translation>
        </message>
        <message>
            <source>Before training</source>
            <translation>Antes de entrenar</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Comparar con</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Imagen</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validación</translation>
        </message>
        <message>
            <source>Earlier validation</source>
            <translation>Validación anterior</translation>
        </message>
        <message>
            <source>Later validation</source>
            <translation>Validación posterior</translation>
        </message>
        <message>
            <source>What the model makes of pictures it does not learn from appears here at each validation, the first time before it has learnt anything.</source>
            <translation>Lo que el modelo hace de imágenes de las que no aprende aparece aquí en cada validación, la primera vez antes de que haya aprendido nada.</translation>
        </message>
        <message>
            <source>iteration {0}</source>
            <translation>iteración {0}</translation>
        </message>
        <message>
            <source>Iteration {0}</source>
            <translation>Iteración {0}</translation>
        </message>
        <message>
            <source>Picture {0}</source>
            <translation>Imagen {0}</translation>
        </message>
        <message>
            <source>These pictures cannot be read.</source>
            <translation>Estas imágenes no se pueden leer.</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>La misma semilla y los mismos ajustes dan otra vez el mismo resultado.</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>Otra semilla</translation>
        </message>
        <message>
            <source>Keep this seed for every run</source>
            <translation>Conservar esta semilla para cada ejecución</translation>
        </message>
        <message>
            <source>Every run uses this seed</source>
            <translation>Cada ejecución usa esta semilla</translation>
        </message>
        <message>
            <source>Save the sheet</source>
            <translation>Guardar la hoja</translation>
        </message>
        <message>
            <source>The sheet could not be saved to {0}: choose another folder.</source>
            <translation>No se pudo guardar la hoja en {0}: elija otra carpeta.</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>Hoja de contactos</translation>
        </message>
        <message>
            <source>The part with the most detail</source>
            <translation>La parte con más detalle</translation>
        </message>
        <message>
            <source>COLUMNS</source>
            <translation>COLUMNAS</translation>
        </message>
        <message>
            <source>ROWS</source>
            <translation>FILAS</translation>
        </message>
        <message>
            <source>Save the sheet…</source>
            <translation>Guardar la hoja…</translation>
        </message>
        <message>
            <source>As one picture, every cell at 100 %, with its labels</source>
            <translation>Como una sola imagen, cada celda al 100 %, con sus rótulos</translation>
        </message>
        <message>
            <source>REGION</source>
            <translation>REGIÓN</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Ninguna imagen</translation>
        </message>
        <message>
            <source>Compute {0}</source>
            <translation>Calcular {0}</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>Calcular</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>Esta imagen no se puede mostrar</translation>
        </message>
        <message>
            <source>{0} cannot be shown.</source>
            <translation>{0} no se puede mostrar.</translation>
        </message>
        <message>
            <source>{0} has another shape than {1}: it is shown whole, not stretched.</source>
            <translation>{0} tiene otra proporción que {1}: se muestra entera, sin deformarla.</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>ESCALA</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Escala</translation>
        </message>
        <message>
            <source>Restore: the same size, without its noise and softness</source>
            <translation>Restaurar: el mismo tamaño, sin ruido ni falta de nitidez</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Otra</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Píxeles</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Impresión</translation>
        </message>
        <message>
            <source>Other sizes</source>
            <translation>Otros tamaños</translation>
        </message>
        <message>
            <source>Width of the result</source>
            <translation>Anchura del resultado</translation>
        </message>
        <message>
            <source>Height of the result</source>
            <translation>Altura del resultado</translation>
        </message>
        <message>
            <source>What has so many pixels</source>
            <translation>Qué tiene tantos píxeles</translation>
        </message>
        <message>
            <source>Width × height</source>
            <translation>Ancho × alto</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>Lado mayor</translation>
        </message>
        <message>
            <source>Shorter side</source>
            <translation>Lado menor</translation>
        </message>
        <message>
            <source>Pixels of this side</source>
            <translation>Píxeles de este lado</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>Choose which part of the picture is printed</source>
            <translation>Elegir qué parte de la imagen se imprime</translation>
        </message>
        <message>
            <source>{0} × {1}, left as it is: only pictures below {2} px are enlarged</source>
            <translation>{0} × {1}, se deja como está: solo se amplían imágenes de menos de {2} px</translation>
        </message>
        <message>
            <source>{0} × {1}, restored at the same size</source>
            <translation>{0} × {1}, restaurada al mismo tamaño</translation>
        </message>
        <message>
            <source>from {0} × {1} to {2} × {3}</source>
            <translation>de {0} × {1} a {2} × {3}</translation>
        </message>
        <message>
            <source>Prints {0}.</source>
            <translation>Impreso: {0}.</translation>
        </message>
        <message>
            <source>The picture keeps its shape: for {0} × {1} {2} it has to be cropped.</source>
            <translation>La imagen conserva su forma: para {0} × {1} {2} hay que recortarla.</translation>
        </message>
        <message>
            <source>Crop to {0} × {1}…</source>
            <translation>Recortar a {0} × {1}…</translation>
        </message>
        <message>
            <source>This model does not enlarge: the enlargement is interpolated.</source>
            <translation>Este modelo no amplía: la ampliación se interpola.</translation>
        </message>
        <message>
            <source>This model enlarges up to {0}×: the rest is interpolated.</source>
            <translation>Este modelo amplía hasta {0}×: el resto se interpola.</translation>
        </message>
        <message>
            <source>This model enlarges the reduced picture up to {0}×: the rest is interpolated.</source>
            <translation>Este modelo amplía la imagen reducida hasta {0}×: el resto se interpola.</translation>
        </message>
        <message>
            <source>More than {0}× takes several passes.</source>
            <translation>Más de {0}× necesita varias pasadas.</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Como máximo</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>Size of the file at most</source>
            <translation>Tamaño máximo del archivo</translation>
        </message>
        <message>
            <source>For places that take no larger files: the highest quality whose file fits is looked for, up to the one above. PNG, TIFF and files without loss have no quality that could be lowered.</source>
            <translation>Para sitios que no aceptan archivos mayores: se busca la calidad más alta cuyo archivo quepa, hasta la de arriba. PNG, TIFF y los archivos sin pérdida no tienen una calidad que se pueda bajar.</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Medir</translation>
        </message>
        <message>
            <source>Trains for a few seconds to find out how long the run will take and what memory it needs.</source>
            <translation>Entrena unos segundos para averiguar cuánto tardará el entrenamiento y qué memoria necesita.</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Empezar el entrenamiento</translation>
        </message>
        <message>
            <source>The measurement failed: {0}</source>
            <translation>La medición falló: {0}</translation>
        </message>
        <message>
            <source>Add to the queue</source>
            <translation>Añadir a la cola</translation>
        </message>
        <message>
            <source>This cannot start yet.</source>
            <translation>Esto aún no puede empezar.</translation>
        </message>
        <message>
            <source>Choose pictures first.</source>
            <translation>Elija primero imágenes.</translation>
        </message>
        <message>
            <source>This takes up to a minute. You can start without it.</source>
            <translation>Tarda hasta un minuto. Puede empezar sin ello.</translation>
        </message>
        <message>
            <source>Measuring how long it will take…</source>
            <translation>Midiendo cuánto tardará…</translation>
        </message>
        <message>
            <source>Measure tells you the time and the memory beforehand.</source>
            <translation>«Medir» le dice de antemano el tiempo y la memoria.</translation>
        </message>
        <message>
            <source>Another run is at work: this one will wait for its turn.</source>
            <translation>Otro entrenamiento está trabajando: este esperará su turno.</translation>
        </message>
        <message>
            <source>{0} iterations</source>
            <translation>{0} iteraciones</translation>
        </message>
        <message>
            <source>Takes {0}, up to {1} of memory and {3} of disk on: {2}</source>
            <translation>Tarda {0} y usa hasta {1} de memoria y {3} de disco en: {2}</translation>
        </message>
        <message>
            <source>Takes {0} and up to {1} of memory on: {2}</source>
            <translation>Tarda {0} y usa hasta {1} de memoria en: {2}</translation>
        </message>
        <message>
            <source>At best {0} dB PSNR: what the model's autoencoder can show of these pictures.</source>
            <translation>Como mucho {0} dB de PSNR: lo que el autocodificador del modelo puede mostrar de estas imágenes.</translation>
        </message>
        <message>
            <source>Measured with other settings: measure again to be sure.</source>
            <translation>Medido con otros ajustes: mida de nuevo para estar seguro.</translation>
        </message>
        <message>
            <source>Measure time and memory</source>
            <translation>Medir tiempo y memoria</translation>
        </message>
        <message>
            <source> · {0} more waiting</source>
            <translation> · {0} más en espera</translation>
        </message>
        <message>
            <source> · all in about {0}</source>
            <translation> · todo en aprox. {0}</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>Guardando {0}</translation>
        </message>
        <message>
            <source>1 result…</source>
            <translation>1 resultado…</translation>
        </message>
        <message>
            <source>{0} results…</source>
            <translation>{0} resultados…</translation>
        </message>
        <message>
            <source>Memory that the program uses</source>
            <translation>Memoria que usa el programa</translation>
        </message>
        <message>
            <source>Save this step…</source>
            <translation>Guardar este paso…</translation>
        </message>
        <message>
            <source>Put this step on the left</source>
            <translation>Poner este paso a la izquierda</translation>
        </message>
        <message>
            <source>Back to what was on the left</source>
            <translation>Volver a lo que había a la izquierda</translation>
        </message>
        <message>
            <source>Save this step</source>
            <translation>Guardar este paso</translation>
        </message>
        <message>
            <source>Saved as {0} ({1}, the size of the preview)</source>
            <translation>Guardado como {0} ({1}, el tamaño de la vista previa)</translation>
        </message>
        <message>
            <source>The step could not be saved to {0}: choose another folder.</source>
            <translation>El paso no se pudo guardar en {0}: elija otra carpeta.</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Intensidad</translation>
        </message>
        <message>
            <source>How much of the model's picture is taken; the rest is the faithful one</source>
            <translation>Cuánto se toma de la imagen del modelo; el resto es la fiel</translation>
        </message>
        <message>
            <source>Faithful picture</source>
            <translation>Imagen fiel</translation>
        </message>
        <message>
            <source>What the result is mixed with, and what stays where it is protected</source>
            <translation>Con qué se mezcla el resultado, y qué queda donde está protegido</translation>
        </message>
        <message>
            <source>Enlargement</source>
            <translation>Ampliación</translation>
        </message>
        <message>
            <source>Kappa 0.1</source>
            <translation>Kappa 0,1</translation>
        </message>
        <message>
            <source>Keep the grain</source>
            <translation>Conservar el grano</translation>
        </message>
        <message>
            <source>Bring the finest structure of the original back into the result</source>
            <translation>Devolver al resultado la estructura más fina del original</translation>
        </message>
        <message>
            <source>over</source>
            <translation>sobre</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>Proteger</translation>
        </message>
        <message>
            <source>Paint where the faithful picture shall stay, as on faces and text</source>
            <translation>Pinte donde deba quedar la imagen fiel, como en caras y texto</translation>
        </message>
        <message>
            <source>Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush.</source>
            <translation>Pinte lo que deba quedar. El botón derecho borra; [ y ], o Ctrl y la rueda, cambian el pincel.</translation>
        </message>
        <message>
            <source>Undo the last stroke (Ctrl+Z)</source>
            <translation>Deshacer el último trazo (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Protect nothing</source>
            <translation>No proteger nada</translation>
        </message>
        <message>
            <source>Find faces and text</source>
            <translation>Buscar caras y texto</translation>
        </message>
        <message>
            <source>Propose faces and lines of text to protect; nothing is protected unasked</source>
            <translation>Proponer caras y líneas de texto para proteger; nada se protege sin pedirlo</translation>
        </message>
        <message>
            <source>Protect all</source>
            <translation>Proteger todo</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Cerrar</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>Calculando…</translation>
        </message>
        <message>
            <source>No faces and no text were found.</source>
            <translation>No se encontraron caras ni texto.</translation>
        </message>
        <message>
            <source>1 place found.</source>
            <translation>1 lugar encontrado.</translation>
        </message>
        <message>
            <source>{0} places found.</source>
            <translation>{0} lugares encontrados.</translation>
        </message>
        <message>
            <source>A click protects one, the right button dismisses it.</source>
            <translation>Un clic protege uno; el botón derecho lo descarta.</translation>
        </message>
        <message>
            <source>A damaged file was set aside. It lies here now: {0}</source>
            <translation>Se apartó un archivo dañado. Ahora está aquí: {0}</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged: its results are of the picture before.</source>
            <translation>{0} ha cambiado desde que se amplió: sus resultados son de la imagen anterior.</translation>
        </message>
        <message>
            <source>Trainings and the authors' models can use your graphics card ({0}). That takes {1} once.</source>
            <translation>Los entrenamientos y los modelos de los autores pueden usar su tarjeta gráfica ({0}). Eso ocupa {1} una sola vez.</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>Mostrar</translation>
        </message>
        <message>
            <source>Your graphics card is used from the next start on.</source>
            <translation>Su tarjeta gráfica se usa desde el próximo inicio.</translation>
        </message>
        <message>
            <source>It ended before it was done. What has arrived is kept.</source>
            <translation>Terminó antes de estar hecho. Lo que ha llegado se conserva.</translation>
        </message>
        <message>
            <source>Kind of graphics card</source>
            <translation>Tipo de tarjeta gráfica</translation>
        </message>
        <message>
            <source>Delete what has been fetched</source>
            <translation>Elimina lo que se ha descargado</translation>
        </message>
        <message>
            <source>Support for my graphics card</source>
            <translation>Compatibilidad con mi tarjeta gráfica</translation>
        </message>
        <message>
            <source>Installed: torch {0}, which can use {1}. It works from the next start on.</source>
            <translation>Instalado: torch {0}, que puede usar {1}. Funciona desde el próximo inicio.</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Instalar</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Preparando…</translation>
        </message>
        <message>
            <source>About {0} of {1} have arrived. You can close this window and go on working.</source>
            <translation>Han llegado unos {0} de {1}. Puede cerrar esta ventana y seguir trabajando.</translation>
        </message>
        <message>
            <source>Checking that it computes…</source>
            <translation>Comprobando que calcula…</translation>
        </message>
        <message>
            <source>For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed.</source>
            <translation>Para entrenamientos y los modelos de los autores: {0} que descargar, {1} en el disco. Se puede cancelar y quitar.</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>CON CUÁNTA PROFUNDIDAD</translation>
        </message>
        <message>
            <source>Settings for experts</source>
            <translation>Ajustes para expertos</translation>
        </message>
        <message>
            <source>Back to the preset's values</source>
            <translation>Volver a los valores predefinidos</translation>
        </message>
        <message>
            <source>Changed by you: {0}</source>
            <translation>Cambiado por usted: {0}</translation>
        </message>
        <message>
            <source>Too little is left of this file: no part of it can be shown.</source>
            <translation>De este archivo queda demasiado poco: no se puede mostrar ninguna parte.</translation>
        </message>
        <message>
            <source>This picture cannot be read.</source>
            <translation>Esta imagen no se puede leer.</translation>
        </message>
        <message>
            <source>Make a model better at your kind of picture. It is done on this computer, in the background; the window can be closed meanwhile.</source>
            <translation>Haga que un modelo sea mejor con su tipo de imágenes. Se hace en este equipo, en segundo plano; la ventana se puede cerrar mientras tanto.</translation>
        </message>
        <message>
            <source>Model to start from</source>
            <translation>Modelo del que partir</translation>
        </message>
        <message>
            <source>For example: My scanned pages</source>
            <translation>Por ejemplo: Mis páginas escaneadas</translation>
        </message>
        <message>
            <source>Name of the new model</source>
            <translation>Nombre del modelo nuevo</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>Partir de</translation>
        </message>
        <message>
            <source>The training {0} has ended: its folder is no longer there.</source>
            <translation>El entrenamiento {0} ha terminado: su carpeta ya no existe.</translation>
        </message>
        <message>
            <source>The training {0} is finished.</source>
            <translation>El entrenamiento {0} ha terminado.</translation>
        </message>
        <message>
            <source>The training {0} failed: {1}</source>
            <translation>El entrenamiento {0} falló: {1}</translation>
        </message>
        <message>
            <source>The training {0} was interrupted. It can be resumed.</source>
            <translation>El entrenamiento {0} se interrumpió. Se puede reanudar.</translation>
        </message>
        <message>
            <source>The model could not be made: {0}</source>
            <translation>No se pudo hacer el modelo: {0}</translation>
        </message>
        <message>
            <source>Take the newest state</source>
            <translation>Tomar el estado más reciente</translation>
        </message>
        <message>
            <source>Move originals into</source>
            <translation>Mover los originales a</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({0}). Your pictures are safe; please go on.</source>
            <translation>Algo salió mal en el programa ({0}). Sus imágenes están a salvo; puede continuar.</translation>
        </message>
        <message>
            <source>1 result from last time has not been saved.</source>
            <translation>1 resultado de la última vez no se ha guardado.</translation>
        </message>
        <message>
            <source>{0} results from last time have not been saved.</source>
            <translation>{0} resultados de la última vez no se han guardado.</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Mostrarlos</translation>
        </message>
        <message>
            <source>1 result is without what was decided about it, as there is nothing to mix it with.</source>
            <translation>1 resultado está sin lo que se decidió sobre él, pues ya no hay con qué mezclarlo.</translation>
        </message>
        <message>
            <source>{0} results are without what was decided about them, as there is nothing to mix them with.</source>
            <translation>{0} resultados están sin lo que se decidió sobre ellos, pues ya no hay con qué mezclarlos.</translation>
        </message>
        <message>
            <source>{0} is a book: only single pictures are filled in.</source>
            <translation>{0} es un libro: solo se rellenan imágenes sueltas.</translation>
        </message>
        <message>
            <source>{0}: nothing is marked. Paint over what is to be filled in first.</source>
            <translation>{0}: no hay nada marcado. Pinte primero sobre lo que se debe rellenar.</translation>
        </message>
        <message>
            <source>In {0} pictures nothing is marked: they stay as they are.</source>
            <translation>En {0} imágenes no hay nada marcado: quedan como están.</translation>
        </message>
        <message>
            <source>A picture waited for the model that was deleted. It waits no longer.</source>
            <translation>Una imagen esperaba al modelo eliminado. Ya no espera.</translation>
        </message>
        <message>
            <source>{0} pictures waited for the model that was deleted. They wait no longer.</source>
            <translation>{0} imágenes esperaban al modelo eliminado. Ya no esperan.</translation>
        </message>
        <message>
            <source>This size cannot be tried on a region. {0}</source>
            <translation>Este tamaño no se puede probar en una región. {0}</translation>
        </message>
        <message>
            <source>The queue is paused: the region waits until it goes on.</source>
            <translation>La cola está en pausa: la región espera hasta que continúe.</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>Dejar de vigilar</translation>
        </message>
        <message>
            <source>Move originals…</source>
            <translation>Mover los originales…</translation>
        </message>
        <message>
            <source>Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was done before stays.</source>
            <translation>Cada imagen sale de la carpeta en cuanto su resultado está guardado. No se reemplaza nada, y lo que falla o ya estaba hecho se queda.</translation>
        </message>
        <message>
            <source>Originals then go to {0}.</source>
            <translation>Después, los originales van a {0}.</translation>
        </message>
        <message>
            <source>Watching {0}</source>
            <translation>Se vigila {0}</translation>
        </message>
        <message>
            <source>It cannot be reached: waiting for it.</source>
            <translation>No se puede acceder a ella: se espera a que vuelva.</translation>
        </message>
        <message>
            <source>All is done. The computer goes to sleep in {0} s.</source>
            <translation>Todo está hecho. El equipo se suspenderá en {0} s.</translation>
        </message>
        <message>
            <source>All is done. The computer shuts down in {0} s.</source>
            <translation>Todo está hecho. El equipo se apagará en {0} s.</translation>
        </message>
        <message>
            <source>All is done. The program closes in {0} s.</source>
            <translation>Todo está hecho. El programa se cerrará en {0} s.</translation>
        </message>
        <message>
            <source>The system did not do what was to be done at the end: {0}</source>
            <translation>El sistema no ha hecho lo que se debía hacer al final: {0}</translation>
        </message>
        <message>
            <source>When the queue is done</source>
            <translation>Cuando termine la cola</translation>
        </message>
        <message>
            <source>Let the computer sleep</source>
            <translation>Suspender el equipo</translation>
        </message>
        <message>
            <source>Shut the computer down</source>
            <translation>Apagar el equipo</translation>
        </message>
        <message>
            <source>Do nothing more</source>
            <translation>No hacer nada más</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>Cerrar el programa</translation>
        </message>
        <message>
            <source>Progress: {0}</source>
            <translation>Progreso: {0}</translation>
        </message>
        <message>
            <source>Another program is fetching it: waiting…</source>
            <translation>Otro programa lo está descargando: en espera…</translation>
        </message>
        <message>
            <source>Checking and converting {0}…</source>
            <translation>Comprobando y convirtiendo {0}…</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>{0} por segundo</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>Iteraciones</translation>
        </message>
        <message>
            <source>How often the weights are adjusted. More takes longer; it may end early.</source>
            <translation>Cuántas veces se ajustan los pesos. Más tarda más; puede terminar antes.</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Lote</translation>
        </message>
        <message>
            <source>Patches in each iteration. More is steadier and slower.</source>
            <translation>Trozos en cada iteración. Más es más estable y más lento.</translation>
        </message>
        <message>
            <source>Parts of a batch</source>
            <translation>Partes de un lote</translation>
        </message>
        <message>
            <source>In how many parts a batch is worked through: more saves memory. 0 lets the program choose.</source>
            <translation>En cuántas partes se procesa un lote: más ahorra memoria. 0 deja elegir al programa.</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>Trozo</translation>
        </message>
        <message>
            <source>Side of the pieces of the good pictures that are learnt from, in pixels.</source>
            <translation>Lado de los trozos de las imágenes buenas de los que se aprende, en píxeles.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Tasa de aprendizaje</translation>
        </message>
        <message>
            <source>How large each adjustment is. Too large and the model falls apart, too small and nothing happens.</source>
            <translation>Lo grande que es cada ajuste. Demasiado grande y el modelo se deshace; demasiado pequeña y no pasa nada.</translation>
        </message>
        <message>
            <source>Learning rate at the end</source>
            <translation>Tasa de aprendizaje al final</translation>
        </message>
        <message>
            <source>Where the rate has fallen to by the last iteration.</source>
            <translation>Hasta dónde ha bajado la tasa en la última iteración.</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Calentamiento</translation>
        </message>
        <message>
            <source>Iterations over which the learning rate rises at the start.</source>
            <translation>Iteraciones en las que la tasa de aprendizaje sube al principio.</translation>
        </message>
        <message>
            <source>Averaging</source>
            <translation>Promedio</translation>
        </message>
        <message>
            <source>How slowly the averaged weights follow, which are what you get in the end.</source>
            <translation>Con cuánta lentitud siguen los pesos promediados, que son los que obtiene al final.</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>Límite del gradiente</translation>
        </message>
        <message>
            <source>Longest step the gradient may ask for.</source>
            <translation>El paso más largo que puede pedir el gradiente.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Decaimiento de pesos</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero. 0 is usual here.</source>
            <translation>Tirón de los pesos hacia cero. 0 es lo habitual aquí.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Método</translation>
        </message>
        <message>
            <source>What is trained.</source>
            <translation>Lo que se entrena.</translation>
        </message>
        <message>
            <source>All weights</source>
            <translation>Todos los pesos</translation>
        </message>
        <message>
            <source>Small additions only: less memory</source>
            <translation>Solo pequeños añadidos: menos memoria</translation>
        </message>
        <message>
            <source>Rank of the additions</source>
            <translation>Rango de los añadidos</translation>
        </message>
        <message>
            <source>Size of the small additions. More can learn more.</source>
            <translation>Tamaño de los pequeños añadidos. Más puede aprender más.</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Pérdida</translation>
        </message>
        <message>
            <source>What counts as an error.</source>
            <translation>Lo que cuenta como error.</translation>
        </message>
        <message>
            <source>Squared error and visible features: sharper</source>
            <translation>Error cuadrático y rasgos visibles: más nítido</translation>
        </message>
        <message>
            <source>Squared error alone: highest PSNR</source>
            <translation>Solo error cuadrático: el PSNR más alto</translation>
        </message>
        <message>
            <source>Squared error weighted by the chain's bound</source>
            <translation>Error cuadrático ponderado por la cota de la cadena</translation>
        </message>
        <message>
            <source>Weight of visible features</source>
            <translation>Peso de los rasgos visibles</translation>
        </message>
        <message>
            <source>More is sharper and invents more.</source>
            <translation>Más es más nítido e inventa más.</translation>
        </message>
        <message>
            <source>float16 is for older graphics cards; float32 is slowest and exact.</source>
            <translation>float16 es para tarjetas gráficas antiguas; float32 es el más lento y exacto.</translation>
        </message>
        <message>
            <source>Choose for this device</source>
            <translation>Elegir para este dispositivo</translation>
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
            <translation>Paciencia</translation>
        </message>
        <message>
            <source>Ends after so many validations without a better one. 0 never ends early.</source>
            <translation>Termina tras tantas validaciones sin una mejor. 0 nunca termina antes.</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Apartadas</translation>
        </message>
        <message>
            <source>Share of the pictures that is not learnt from but judges the result.</source>
            <translation>Parte de las imágenes de la que no se aprende, sino que juzga el resultado.</translation>
        </message>
        <message>
            <source>Validate every</source>
            <translation>Validar cada</translation>
        </message>
        <message>
            <source>Iterations between two looks at the held-out pictures.</source>
            <translation>Iteraciones entre dos miradas a las imágenes apartadas.</translation>
        </message>
        <message>
            <source>Save every</source>
            <translation>Guardar cada</translation>
        </message>
        <message>
            <source>Iterations between two saved states: at most so many are lost by a power cut.</source>
            <translation>Iteraciones entre dos estados guardados: como mucho se pierden tantas en un corte de luz.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Hilos</translation>
        </message>
        <message>
            <source>Processor threads used; below 1 all of them.</source>
            <translation>Hilos del procesador que se usan; por debajo de 1, todos.</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>Ceder el paso</translation>
        </message>
        <message>
            <source>How far the training lets other programs go first.</source>
            <translation>Cuánto deja el entrenamiento pasar delante a otros programas.</translation>
        </message>
        <message>
            <source>Another number gives another split and another order.</source>
            <translation>Otro número da otra división y otro orden.</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>Rápido</translation>
        </message>
        <message>
            <source>Minutes on a processor. Shows whether your pictures help.</source>
            <translation>Minutos en un procesador. Muestra si sus imágenes ayudan.</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>An hour or some on a processor, minutes on a graphics card. A good first choice.</source>
            <translation>Una hora o algunas en un procesador, minutos en una tarjeta gráfica. Una buena primera opción.</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>A fondo</translation>
        </message>
        <message>
            <source>As long as it gets better: hours. For many pictures.</source>
            <translation>Mientras siga mejorando: horas. Para muchas imágenes.</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>imposible de leer</translation>
        </message>
        <message>
            <source>without a partner</source>
            <translation>sin pareja</translation>
        </message>
        <message>
            <source>made by this program</source>
            <translation>de este mismo programa</translation>
        </message>
        <message>
            <source>too small</source>
            <translation>de tamaño insuficiente</translation>
        </message>
        <message>
            <source>not matching the model's scale</source>
            <translation>sin encajar con la escala del modelo</translation>
        </message>
        <message>
            <source>showing something else than the partner</source>
            <translation>con otro motivo que su pareja</translation>
        </message>
        <message>
            <source>there twice</source>
            <translation>por duplicado</translation>
        </message>
        <message>
            <source>shifted against the partner</source>
            <translation>con desplazamiento respecto a su pareja</translation>
        </message>
        <message>
            <source>differing in colour or brightness from the partner</source>
            <translation>con otro color o brillo que su pareja</translation>
        </message>
        <message>
            <source>soft for its size</source>
            <translation>poco nítida para su tamaño</translation>
        </message>
        <message>
            <source>In most pairs the two show different things: the names of one side may be off by one.</source>
            <translation>En la mayoría de las parejas las dos muestran cosas distintas: puede que los nombres de un lado estén desplazados en uno.</translation>
        </message>
        <message>
            <source>These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study and redistribution for non-commercial purposes only; for anything commercial, ask the authors.</source>
            <translation>Estos pesos fueron publicados por los autores de ResShift bajo la NTU S-Lab License 1.0. Permite el uso, el estudio y la redistribución solo con fines no comerciales; para todo lo comercial, consulte a los autores.</translation>
        </message>
        <message>
            <source>its authors name none; the package's is MIT</source>
            <translation>los autores no indican ninguna; la del paquete es MIT</translation>
        </message>
    </context>
</TS>
