<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
    <context>
        <name>studio</name>
        <message>
            <source>Faithful</source>
            <translation>Fidèle</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>Équilibré</translation>
        </message>
        <message>
            <source>Detailed</source>
            <translation>Détaillé</translation>
        </message>
        <message>
            <source>without the picture's colours</source>
            <translation>sans les couleurs de l’image</translation>
        </message>
        <message>
            <source>kappa {0}</source>
            <translation>kappa {0}</translation>
        </message>
        <message>
            <source>seamless texture</source>
            <translation>texture sans raccord</translation>
        </message>
        <message>
            <source>only below {0} px</source>
            <translation>seulement moins de {0} px</translation>
        </message>
        <message>
            <source>shorter side {0} px</source>
            <translation>petit côté {0} px</translation>
        </message>
        <message>
            <source>longer side {0} px</source>
            <translation>grand côté {0} px</translation>
        </message>
        <message>
            <source>{0} pixels</source>
            <translation>{0} pixels</translation>
        </message>
        <message>
            <source>reduced first if it is soft</source>
            <translation>réduite d’abord si elle est floue</translation>
        </message>
        <message>
            <source>reduced to {0} % first</source>
            <translation>réduite d’abord à {0} %</translation>
        </message>
        <message>
            <source>format as the picture</source>
            <translation>format comme l’image</translation>
        </message>
        <message>
            <source>{0} lossless</source>
            <translation>{0} sans perte</translation>
        </message>
        <message>
            <source>into {0}</source>
            <translation>dans {0}</translation>
        </message>
        <message>
            <source>saved beside the picture</source>
            <translation>enregistrée à côté de l’image</translation>
        </message>
        <message>
            <source>saved into a sub-folder</source>
            <translation>enregistrée dans un sous-dossier</translation>
        </message>
        <message>
            <source>There is no Python in {0}: choose an environment's folder.</source>
            <translation>Il n’y a pas de Python dans {0} : choisissez le dossier d’un environnement.</translation>
        </message>
        <message>
            <source>{0} cannot be started.</source>
            <translation>{0} ne peut pas être démarré.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: its Python crashed while it looked for the engine's packages.</source>
            <translation>{0} ne peut pas exécuter le moteur : son Python a planté en cherchant les paquets du moteur.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it needs Python 3.11 or newer.</source>
            <translation>{0} ne peut pas exécuter le moteur : il lui faut Python 3.11 ou plus récent.</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it ended without saying what it has. See the log.</source>
            <translation>{0} ne peut pas exécuter le moteur : il s’est arrêté sans dire ce qu’il contient. Consultez le journal.</translation>
        </message>
        <message>
            <source>Python {0} is too old: the engine needs 3.11 or newer.</source>
            <translation>Python {0} est trop ancien : le moteur a besoin de 3.11 ou plus récent.</translation>
        </message>
        <message>
            <source>Packages are missing. Install them with: {0} -m pip install {1}</source>
            <translation>Il manque des paquets. Installez-les avec : {0} -m pip install {1}</translation>
        </message>
        <message>
            <source>Python {0}, torch {1}: {2}</source>
            <translation>Python {0}, torch {1} : {2}</translation>
        </message>
        <message>
            <source>{0} free</source>
            <translation>{0} libres</translation>
        </message>
        <message>
            <source>The engine runs in the Python environment {0} (torch {1}).</source>
            <translation>Le moteur s’exécute dans l’environnement Python {0} (torch {1}).</translation>
        </message>
        <message>
            <source>The Python environment {0} does not answer: see the log.</source>
            <translation>L’environnement Python {0} ne répond pas : consultez le journal.</translation>
        </message>
        <message>
            <source>The Python environment's engine has ended unexpectedly: try again, or see the log.</source>
            <translation>Le moteur de l’environnement Python s’est arrêté de façon inattendue : réessayez ou consultez le journal.</translation>
        </message>
        <message>
            <source>The Python environment is not used: {0}</source>
            <translation>L’environnement Python n’est pas utilisé : {0}</translation>
        </message>
        <message>
            <source>The Python environment {0} is not used ({1}): choose another one, or see the log.</source>
            <translation>L’environnement Python {0} n’est pas utilisé ({1}) : choisissez-en un autre ou consultez le journal.</translation>
        </message>
        <message>
            <source>{0}: no graphics device that can compute was found.</source>
            <translation>{0} : aucun périphérique graphique capable de calculer n’a été trouvé.</translation>
        </message>
        <message>
            <source>{0}: the fastest device that was found.</source>
            <translation>{0} : le périphérique le plus rapide qui a été trouvé.</translation>
        </message>
        <message>
            <source>Processor, 1 core</source>
            <translation>Processeur, 1 cœur</translation>
        </message>
        <message>
            <source>Processor, {0} cores</source>
            <translation>Processeur, {0} cœurs</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>Étapes</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>Graine</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>Modèle</translation>
        </message>
        <message>
            <source>None</source>
            <translation>Aucun</translation>
        </message>
        <message>
            <source>“{0}” is not a number.</source>
            <translation>« {0} » n’est pas un nombre.</translation>
        </message>
        <message>
            <source>{0} is out of range: {1} to {2}.</source>
            <translation>{0} est hors limites : de {1} à {2}.</translation>
        </message>
        <message>
            <source>Give at least one value.</source>
            <translation>Indiquez au moins une valeur.</translation>
        </message>
        <message>
            <source>At most {0} values fit along one side.</source>
            <translation>Au plus {0} valeurs tiennent sur un côté.</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>graine {0}</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 case</translation>
        </message>
        <message>
            <source>{0} cells</source>
            <translation>{0} cases</translation>
        </message>
        <message>
            <source>default</source>
            <translation>par défaut</translation>
        </message>
        <message>
            <source>{0} · no steps, no kappa, no seed</source>
            <translation>{0} · ni étapes, ni kappa, ni graine</translation>
        </message>
        <message>
            <source>the same again</source>
            <translation>identique</translation>
        </message>
        <message>
            <source>not computed</source>
            <translation>pas calculé</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>en attente</translation>
        </message>
        <message>
            <source>computing…</source>
            <translation>calcul en cours…</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>échec</translation>
        </message>
        <message>
            <source>the model's default</source>
            <translation>la valeur par défaut du modèle</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>la même taille</translation>
        </message>
        <message>
            <source>{0} times larger</source>
            <translation>{0} fois plus grand</translation>
        </message>
        <message>
            <source>This model restores at once, whatever kappa, steps and seed: compare it with others.</source>
            <translation>Ce modèle restaure en une fois, quels que soient le kappa, les étapes et la graine : comparez-le avec d’autres.</translation>
        </message>
        <message>
            <source>All else is as on the page Upscale: {0}.</source>
            <translation>Tout le reste est comme sur la page Agrandir : {0}.</translation>
        </message>
        <message>
            <source>The queue is paused: the sheet waits</source>
            <translation>La file est en pause : la planche attend</translation>
        </message>
        <message>
            <source>The queue is at work: the sheet waits</source>
            <translation>La file est au travail : la planche attend</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} sur {1}</translation>
        </message>
        <message>
            <source> · about {0} left</source>
            <translation> · encore {0} environ</translation>
        </message>
        <message>
            <source>A lower kappa stays closer.</source>
            <translation>Un kappa plus bas reste plus proche.</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged, so the two cannot be compared.</source>
            <translation>{0} a été modifiée depuis son agrandissement : les deux ne peuvent pas être comparées.</translation>
        </message>
        <message>
            <source>This result is no longer there.</source>
            <translation>Ce résultat n’existe plus.</translation>
        </message>
        <message>
            <source>All seeds give the same result.</source>
            <translation>Toutes les graines donnent le même résultat.</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the picture ({3} seeds).</source>
            <translation>Ce qui change selon la graine a été inventé par le modèle : {0} niveaux sur 255 en moyenne, {1} ou plus sur {2} % de l’image ({3} graines).</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the region ({3} seeds).</source>
            <translation>Ce qui change selon la graine a été inventé par le modèle : {0} niveaux sur 255 en moyenne, {1} ou plus sur {2} % de la zone ({3} graines).</translation>
        </message>
        <message>
            <source>The result differs from the picture by {0} of 255 levels.</source>
            <translation>Le résultat diffère de l’image de {0} niveaux sur 255.</translation>
        </message>
        <message>
            <source>Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}.</source>
            <translation>Ramené à la taille d’origine, le résultat diffère de l’image de {0} niveaux sur 255 ; un simple agrandissement, de {1}.</translation>
        </message>
        <message>
            <source>It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away.</source>
            <translation>Il s’écarte de l’image. Avec une image bruitée ou compressée, une partie de l’écart est du bruit qui a été retiré.</translation>
        </message>
        <message>
            <source>It keeps to the picture.</source>
            <translation>Il reste proche de l’image.</translation>
        </message>
        <message>
            <source>Most of it lies {0} of the region.</source>
            <translation>L’essentiel de l’écart se trouve {0} de la zone.</translation>
        </message>
        <message>
            <source>Most of it lies {0}.</source>
            <translation>L’essentiel de l’écart se trouve {0}.</translation>
        </message>
        <message>
            <source>The colours as a whole have drifted.</source>
            <translation>Dans l’ensemble, les couleurs ont dérivé.</translation>
        </message>
        <message>
            <source>at the upper left</source>
            <translation>en haut à gauche</translation>
        </message>
        <message>
            <source>at the top</source>
            <translation>en haut</translation>
        </message>
        <message>
            <source>at the upper right</source>
            <translation>en haut à droite</translation>
        </message>
        <message>
            <source>at the left</source>
            <translation>à gauche</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>au milieu</translation>
        </message>
        <message>
            <source>at the right</source>
            <translation>à droite</translation>
        </message>
        <message>
            <source>at the lower left</source>
            <translation>en bas à gauche</translation>
        </message>
        <message>
            <source>at the bottom</source>
            <translation>en bas</translation>
        </message>
        <message>
            <source>at the lower right</source>
            <translation>en bas à droite</translation>
        </message>
        <message>
            <source>1 step</source>
            <translation>1 étape</translation>
        </message>
        <message>
            <source>{0} steps</source>
            <translation>{0} étapes</translation>
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
            <translation>garde la taille</translation>
        </message>
        <message>
            <source>Fills in what you mark in a picture.</source>
            <translation>Remplit ce que vous marquez dans une image.</translation>
        </message>
        <message>
            <source>Restores the faces in a picture.</source>
            <translation>Restaure les visages d’une image.</translation>
        </message>
        <message>
            <source>A part of other models.</source>
            <translation>Une partie d’autres modèles.</translation>
        </message>
        <message>
            <source>For pictures of every kind.</source>
            <translation>Pour les images de toute sorte.</translation>
        </message>
        <message>
            <source>For clean pictures.</source>
            <translation>Pour les images propres.</translation>
        </message>
        <message>
            <source>For blurred, noisy or compressed pictures.</source>
            <translation>Pour les images floues, bruitées ou compressées.</translation>
        </message>
        <message>
            <source>No example: it needs a picture in which something is marked.</source>
            <translation>Pas d’exemple : il lui faut une image où quelque chose est marqué.</translation>
        </message>
        <message>
            <source>No example: it needs a picture with faces.</source>
            <translation>Pas d’exemple : il lui faut une image avec des visages.</translation>
        </message>
        <message>
            <source>Dropped picture</source>
            <translation>Image déposée</translation>
        </message>
        <message>
            <source>{0} lies on the network: save it first, then drop the file.</source>
            <translation>{0} se trouve sur le réseau : enregistrez-la d’abord, puis déposez le fichier.</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>Image collée</translation>
        </message>
        <message>
            <source>The picture could not be read.</source>
            <translation>L’image n’a pas pu être lue.</translation>
        </message>
        <message>
            <source>In {0} other kinds of files were passed over: {1}.</source>
            <translation>Dans {0}, d’autres types de fichiers ont été ignorés : {1}.</translation>
        </message>
        <message>
            <source>In {0} results of earlier runs were passed over: {1}.</source>
            <translation>Dans {0}, des résultats précédents ont été ignorés : {1}.</translation>
        </message>
        <message>
            <source>Which pictures still wait cannot be kept safe from a crash: {0}</source>
            <translation>La liste des images encore en attente ne peut pas être protégée d’un plantage : {0}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>arrêtée</translation>
        </message>
        <message>
            <source>not below {0} px</source>
            <translation>pas moins de {0} px</translation>
        </message>
        <message>
            <source>done before</source>
            <translation>déjà faite</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>prête</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 page</translation>
        </message>
        <message>
            <source>{0} pages</source>
            <translation>{0} pages</translation>
        </message>
        <message>
            <source>then again</source>
            <translation>puis à nouveau</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>en pause</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>done</source>
            <translation>terminée</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>enregistrée</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>enregistrement…</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>non enregistré</translation>
        </message>
        <message>
            <source>done, not saved</source>
            <translation>faite, non enregistrée</translation>
        </message>
        <message>
            <source>Before it is enlarged: {0}.</source>
            <translation>Avant l’agrandissement : {0}.</translation>
        </message>
        <message>
            <source>Left as it is: only pictures whose longer side is below {0} pixels are enlarged.</source>
            <translation>Reste telle quelle : seules les images dont le grand côté a moins de {0} pixels sont agrandies.</translation>
        </message>
        <message>
            <source>It is done once more afterwards, with the settings that were chosen meanwhile.</source>
            <translation>Elle est ensuite refaite une fois, avec les réglages choisis entre-temps.</translation>
        </message>
        <message>
            <source>The pages that are done are kept for two weeks: start it again, and it goes on.</source>
            <translation>Les pages terminées sont conservées deux semaines : relancez le livre, et il reprend là où il s’est arrêté.</translation>
        </message>
        <message>
            <source>What was changed since it was saved is in no file yet.</source>
            <translation>Ce qui a été modifié depuis l’enregistrement n’est encore dans aucun fichier.</translation>
        </message>
        <message>
            <source>The newest result is not saved yet.</source>
            <translation>Le dernier résultat n’est pas encore enregistré.</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>Enregistré sous {0}</translation>
        </message>
        <message>
            <source>cropped</source>
            <translation>recadrée</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>pivotée de {0}°</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>en miroir</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>En attente du moteur</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>Chargement du modèle</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>Lecture de l’image</translation>
        </message>
        <message>
            <source>Sharpening</source>
            <translation>Accentuation</translation>
        </message>
        <message>
            <source>Putting it together</source>
            <translation>Assemblage</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>Enregistrement</translation>
        </message>
        <message>
            <source>page {0} of {1}</source>
            <translation>page {0} sur {1}</translation>
        </message>
        <message>
            <source>frame {0} of {1}</source>
            <translation>image {0} sur {1}</translation>
        </message>
        <message>
            <source>step {0} of {1}</source>
            <translation>étape {0} sur {1}</translation>
        </message>
        <message>
            <source>tile {0} of {1}</source>
            <translation>tuile {0} sur {1}</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>encore {0}</translation>
        </message>
        <message>
            <source>The original is no longer there.</source>
            <translation>L’original n’est plus là.</translation>
        </message>
        <message>
            <source>{0} megapixels are too many for the clipboard: save the picture instead.</source>
            <translation>{0} mégapixels sont trop pour le presse-papiers : enregistrez plutôt l’image.</translation>
        </message>
        <message>
            <source>There is not enough memory to copy the picture: close other programs, or save it instead.</source>
            <translation>La mémoire est insuffisante pour copier l’image : fermez d’autres programmes ou enregistrez-la plutôt.</translation>
        </message>
        <message>
            <source>The picture could not be copied: save it instead.</source>
            <translation>L’image n’a pas pu être copiée : enregistrez-la plutôt.</translation>
        </message>
        <message>
            <source>1 result</source>
            <translation>1 résultat</translation>
        </message>
        <message>
            <source>{0} results</source>
            <translation>{0} résultats</translation>
        </message>
        <message>
            <source> to {0}</source>
            <translation> vers {0}</translation>
        </message>
        <message>
            <source>Saving {0}{1}</source>
            <translation>Enregistrement : {0}{1}</translation>
        </message>
        <message>
            <source> in {0}</source>
            <translation> dans {0}</translation>
        </message>
        <message>
            <source>{0} saved{1}</source>
            <translation>Enregistré : {0}{1}</translation>
        </message>
        <message>
            <source>{0} of {1} saved{2}, {3} failed</source>
            <translation>Enregistré : {0} sur {1}{2} ; échecs : {3}</translation>
        </message>
        <message>
            <source>Results go into the sub-folder {0}.</source>
            <translation>Les résultats vont dans le sous-dossier {0}.</translation>
        </message>
        <message>
            <source>Results go into {0}.</source>
            <translation>Les résultats vont dans {0}.</translation>
        </message>
        <message>
            <source>Results are saved beside the pictures.</source>
            <translation>Les résultats sont enregistrés à côté des images.</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>Enregistrer le résultat</translation>
        </message>
        <message>
            <source>{0} exists already. Replace it?</source>
            <translation>{0} existe déjà. Le remplacer ?</translation>
        </message>
        <message>
            <source>The result cannot be dragged out.</source>
            <translation>Le résultat ne peut pas être glissé vers l’extérieur.</translation>
        </message>
        <message>
            <source>there is not enough memory.</source>
            <translation>la mémoire est insuffisante.</translation>
        </message>
        <message>
            <source>There is not enough memory to save the result: close other programs and save it again.</source>
            <translation>La mémoire est insuffisante pour enregistrer le résultat : fermez d’autres programmes et enregistrez-le de nouveau.</translation>
        </message>
        <message>
            <source>The result could not be saved to {0}: choose another folder.</source>
            <translation>Le résultat n’a pas pu être enregistré dans {0} : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>{0} cannot be written to: choose another folder.</source>
            <translation>Impossible d’écrire dans {0} : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>{0} is a picture in the queue: choose another name or folder for the result.</source>
            <translation>{0} est une image de la file : choisissez un autre nom ou un autre dossier pour le résultat.</translation>
        </message>
        <message>
            <source>{0} has been changed since the result was saved into it, so the result is no longer there: please upscale the picture again.</source>
            <translation>{0} a été modifié depuis que le résultat y a été enregistré ; le résultat n’existe donc plus : veuillez agrandir de nouveau l’image.</translation>
        </message>
        <message>
            <source>Open pictures…</source>
            <translation>Ouvrir des images…</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>Ouvrir un dossier…</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>Surveiller un dossier…</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>Coller</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>Copier l’image</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>Enregistrer</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>Enregistrer sous…</translation>
        </message>
        <message>
            <source>Export all…</source>
            <translation>Tout exporter…</translation>
        </message>
        <message>
            <source>Upscale</source>
            <translation>Agrandir</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>Arrêter</translation>
        </message>
        <message>
            <source>Try a region</source>
            <translation>Tester une zone</translation>
        </message>
        <message>
            <source>Turn and crop</source>
            <translation>Pivoter et recadrer</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>Pivoter à gauche</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>Pivoter à droite</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>Retourner en miroir</translation>
        </message>
        <message>
            <source>Crop…</source>
            <translation>Recadrer…</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>Image entière</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>Ajuster</translation>
        </message>
        <message>
            <source>100 %</source>
            <translation>100 %</translation>
        </message>
        <message>
            <source>200 %</source>
            <translation>200 %</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>Zoom avant</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>Zoom arrière</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>Partagé</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>Côte à côte</translation>
        </message>
        <message>
            <source>Blink</source>
            <translation>En alternance</translation>
        </message>
        <message>
            <source>Previous result on the left</source>
            <translation>Résultat précédent à gauche</translation>
        </message>
        <message>
            <source>Compare with a file…</source>
            <translation>Comparer avec un fichier…</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>Loupe</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>Image précédente</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>Image suivante</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>Plein écran</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>Sombre ou clair</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>Raccourcis</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>Préférences</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Journal</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>Quitter</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults are used. The old file: {0}</source>
            <translation>Les réglages n’ont pas pu être lus, les valeurs par défaut sont donc utilisées. L’ancien fichier : {0}</translation>
        </message>
        <message>
            <source>Another ResShift Studio does not answer: settings are not stored here.</source>
            <translation>Un autre ResShift Studio ne répond pas : les réglages ne sont pas enregistrés ici.</translation>
        </message>
        <message>
            <source>ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results are kept here. If it does not run there, close this window, delete {1} and start again.</source>
            <translation>ResShift Studio sur {0} utilise le même dossier ou y a planté. Ni les réglages ni les résultats non enregistrés ne sont donc gardés ici. S’il n’y fonctionne pas, fermez cette fenêtre, supprimez {1} et redémarrez.</translation>
        </message>
        <message>
            <source>The program crashed twice in a row. It now runs without what earlier starts have left: settings, presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored.</source>
            <translation>Le programme a planté deux fois de suite. Il fonctionne maintenant sans ce que les démarrages précédents ont laissé : réglages, préréglages, résultats non enregistrés, modèles personnels. Rien n’en est perdu. Les réglages et préréglages de cette session ne sont pas enregistrés.</translation>
        </message>
        <message>
            <source>Set it aside for good</source>
            <translation>Le mettre de côté pour de bon</translation>
        </message>
        <message>
            <source>The next start is a usual one. What was set aside lies in {0}</source>
            <translation>Le prochain démarrage sera normal. Ce qui a été mis de côté se trouve dans {0}</translation>
        </message>
        <message>
            <source>Nothing can be kept, because {0} cannot be written to. Save your results before you quit.</source>
            <translation>Rien ne peut être gardé, car il est impossible d’écrire dans {0}. Enregistrez vos résultats avant de quitter.</translation>
        </message>
        <message>
            <source>Settings and presets are not kept, because {0} cannot be written to.</source>
            <translation>Les réglages et préréglages ne sont pas gardés, car il est impossible d’écrire dans {0}.</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>Partout</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>Dans l’image</translation>
        </message>
        <message>
            <source>In the queue and in the steps</source>
            <translation>Dans la file et les étapes</translation>
        </message>
        <message>
            <source>On the page Explore</source>
            <translation>Sur la page Explorer</translation>
        </message>
        <message>
            <source>ResShift Studio {0}. Works offline; nothing is sent anywhere.</source>
            <translation>ResShift Studio {0}. Fonctionne hors ligne ; rien n’est envoyé nulle part.</translation>
        </message>
        <message>
            <source>move the divider; with Shift further</source>
            <translation>déplacer le séparateur ; avec Maj, plus loin</translation>
        </message>
        <message>
            <source>\ (hold)</source>
            <translation>\ (maintenir)</translation>
        </message>
        <message>
            <source>show the original</source>
            <translation>montrer l’original</translation>
        </message>
        <message>
            <source>L (hold)</source>
            <translation>L (maintenir)</translation>
        </message>
        <message>
            <source>loupe</source>
            <translation>loupe</translation>
        </message>
        <message>
            <source>show the other side</source>
            <translation>montrer l’autre côté</translation>
        </message>
        <message>
            <source>Space (hold), middle button</source>
            <translation>Espace (maintenir), bouton du milieu</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>déplacer la vue</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>Molette</translation>
        </message>
        <message>
            <source>zoom at the pointer</source>
            <translation>zoomer au pointeur</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>Double-clic</translation>
        </message>
        <message>
            <source>fit or 100 %; on the handle: to the middle</source>
            <translation>ajuster ou 100 % ; sur la poignée : au milieu</translation>
        </message>
        <message>
            <source>Ctrl and arrows</source>
            <translation>Ctrl et flèches</translation>
        </message>
        <message>
            <source>Shift while a file is dropped</source>
            <translation>Maj en déposant un fichier</translation>
        </message>
        <message>
            <source>compare with it, instead of adding it</source>
            <translation>comparer avec lui au lieu de l’ajouter</translation>
        </message>
        <message>
            <source>remove from the queue</source>
            <translation>retirer de la file d’attente</translation>
        </message>
        <message>
            <source>Ctrl+↑  Ctrl+↓</source>
            <translation>Ctrl+↑  Ctrl+↓</translation>
        </message>
        <message>
            <source>move up or down in the queue</source>
            <translation>monter ou descendre dans la file d’attente</translation>
        </message>
        <message>
            <source>Menu key, right click</source>
            <translation>Touche Menu, clic droit</translation>
        </message>
        <message>
            <source>what can be done with a picture or a step</source>
            <translation>ce que l’on peut faire d’une image ou d’une étape</translation>
        </message>
        <message>
            <source>the cell before, the next one; in the comparison, too</source>
            <translation>la case précédente, la suivante ; dans la comparaison aussi</translation>
        </message>
        <message>
            <source>choose a cell</source>
            <translation>choisir une case</translation>
        </message>
        <message>
            <source>Return, Ctrl and a click</source>
            <translation>Entrée, Ctrl et un clic</translation>
        </message>
        <message>
            <source>compare with another cell</source>
            <translation>comparer avec une autre case</translation>
        </message>
        <message>
            <source>use a cell's settings</source>
            <translation>utiliser les réglages d’une case</translation>
        </message>
        <message>
            <source>Wheel, drag, Ctrl and arrows</source>
            <translation>Molette, glisser, Ctrl et flèches</translation>
        </message>
        <message>
            <source>zoom and pan all cells</source>
            <translation>zoomer et déplacer la vue dans toutes les cases</translation>
        </message>
        <message>
            <source>({0} to {1})</source>
            <translation>({0} à {1})</translation>
        </message>
        <message>
            <source>The process ended with the exit code {0} before the training began.</source>
            <translation>Le processus s’est arrêté avec le code de sortie {0} avant le début de l’entraînement.</translation>
        </message>
        <message>
            <source>{0}: {1} instead of {2}</source>
            <translation>{0} : {1} au lieu de {2}</translation>
        </message>
        <message>
            <source>Change the settings</source>
            <translation>Changer les réglages</translation>
        </message>
        <message>
            <source>From the next start on the run works with:</source>
            <translation>À partir du prochain démarrage, l’entraînement travaille avec :</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>Arrêt en cours…</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>Mise en pause…</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>Pas commencé</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>Dans la file d’attente</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>Démarrage…</translation>
        </message>
        <message>
            <source>Waiting for another run</source>
            <translation>Attend un autre entraînement</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>Préparation…</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>En entraînement</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pause</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>Arrêté</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>Terminé</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Échec</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>Interrompu</translation>
        </message>
        <message>
            <source>better than its start</source>
            <translation>meilleur qu’au départ</translation>
        </message>
        <message>
            <source>not better than its start</source>
            <translation>pas meilleur qu’au départ</translation>
        </message>
        <message>
            <source>Training did not make {0} better on your held-out pictures: keep the model you started from, or try more pictures or a longer run.</source>
            <translation>L’entraînement n’a pas amélioré {0} sur vos images mises à part : gardez le modèle de départ, ou essayez avec plus d’images ou un entraînement plus long.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Sur vos images mises à part, le modèle entraîné surpasse {0} : {1} au lieu de {2} dB de PSNR, et {3} % de sa différence visible. Le meilleur a été trouvé à l’itération {4}.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}.</source>
            <translation>Sur vos images mises à part, le modèle entraîné surpasse {0} : il a {3} % de sa différence visible, bien que son PSNR soit plus bas, {1} au lieu de {2} dB. Le meilleur a été trouvé à l’itération {4}.</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>Sur vos images mises à part, le modèle entraîné surpasse {0} : {1} au lieu de {2} dB de PSNR, bien qu’il ait {3} % de sa différence visible. Le meilleur a été trouvé à l’itération {4}.</translation>
        </message>
        <message>
            <source>{0} of {1} pairs can be used ({2} megapixels).</source>
            <translation>{0} paires sur {1} sont utilisables ({2} mégapixels).</translation>
        </message>
        <message>
            <source>{0} of {1} pictures can be used ({2} megapixels).</source>
            <translation>{0} images sur {1} sont utilisables ({2} mégapixels).</translation>
        </message>
        <message>
            <source>Left out: {0}.</source>
            <translation>Écartées : {0}.</translation>
        </message>
        <message>
            <source>Used all the same: {0}.</source>
            <translation>Utilisées tout de même : {0}.</translation>
        </message>
        <message>
            <source>{0} were looked at closely, the others by their headers.</source>
            <translation>{0} ont été examinées de près, les autres par leur en-tête.</translation>
        </message>
        <message>
            <source>That is few: a training pays from about {0} on.</source>
            <translation>C’est peu : un entraînement vaut la peine à partir d’environ {0}.</translation>
        </message>
        <message>
            <source>about {0} s</source>
            <translation>environ {0} s</translation>
        </message>
        <message>
            <source>about {0} min</source>
            <translation>environ {0} min</translation>
        </message>
        <message>
            <source>about {0} h</source>
            <translation>environ {0} h</translation>
        </message>
        <message>
            <source>about {0} h {1} min</source>
            <translation>environ {0} h {1} min</translation>
        </message>
        <message>
            <source>Mixing…</source>
            <translation>Mélange en cours…</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>Résultat</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>Original</translation>
        </message>
        <message>
            <source>Result {0}</source>
            <translation>Résultat {0}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>Étape {0} sur {1}</translation>
        </message>
        <message>
            <source>framed otherwise</source>
            <translation>autre cadrage</translation>
        </message>
        <message>
            <source>{0} × {1}</source>
            <translation>{0} × {1}</translation>
        </message>
        <message>
            <source>Draw a rectangle to try it alone. Esc cancels.</source>
            <translation>Tracez un rectangle pour l’essayer seul. Échap annule.</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>Périphérique</translation>
        </message>
        <message>
            <source>Number format</source>
            <translation>Format des nombres</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>Tuile</translation>
        </message>
        <message>
            <source>Kind of colour fix</source>
            <translation>Type de correction des couleurs</translation>
        </message>
        <message>
            <source>Reduce the picture first</source>
            <translation>Réduire d’abord l’image</translation>
        </message>
        <message>
            <source>Seamless texture</source>
            <translation>Texture sans raccord</translation>
        </message>
        <message>
            <source>Only pictures below</source>
            <translation>Seulement les images de moins de</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>Précision</translation>
        </message>
        <message>
            <source>Colour fix</source>
            <translation>Correction des couleurs</translation>
        </message>
        <message>
            <source>Reduce</source>
            <translation>Réduire</translation>
        </message>
        <message>
            <source>Randomness</source>
            <translation>Hasard</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>Automatique</translation>
        </message>
        <message>
            <source>32 bit (exact)</source>
            <translation>32 bits (exact)</translation>
        </message>
        <message>
            <source>bfloat16 (fast)</source>
            <translation>bfloat16 (rapide)</translation>
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
            <translation>De plus petites tuiles demandent moins de mémoire. Le résultat est le même, ou presque.</translation>
        </message>
        <message>
            <source>Wavelet</source>
            <translation>Ondelettes</translation>
        </message>
        <message>
            <source>Statistics (AdaIN)</source>
            <translation>Statistiques (AdaIN)</translation>
        </message>
        <message>
            <source>Colour channels (YCbCr)</source>
            <translation>Canaux de couleur (YCbCr)</translation>
        </message>
        <message>
            <source>Not first</source>
            <translation>Non</translation>
        </message>
        <message>
            <source>If it is soft</source>
            <translation>Si elle manque de netteté</translation>
        </message>
        <message>
            <source>A picture that is softer than its size gets crisper where it is reduced first.</source>
            <translation>Une image moins nette que sa taille ne le laisse attendre gagne en netteté si elle est d’abord réduite.</translation>
        </message>
        <message>
            <source>Randomness of the walk</source>
            <translation>Hasard du parcours</translation>
        </message>
        <message>
            <source>1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept.</source>
            <translation>1 : un bruit nouveau à chaque étape, comme dans la publication de ResShift. 0 : le bruit du début est gardé.</translation>
        </message>
        <message>
            <source>For pictures that are laid side by side like tiles: the right edge goes on at the left, and the bottom at the top, without a step.</source>
            <translation>Pour les images que l’on pose côte à côte comme des carreaux : le bord droit se poursuit à gauche, et le bas en haut, sans rupture.</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Longer side from which on pictures are left as they are</source>
            <translation>Grand côté à partir duquel les images restent telles quelles</translation>
        </message>
        <message>
            <source>Pictures whose longer side has so many pixels or more are left as they are.</source>
            <translation>Les images dont le grand côté atteint ce nombre de pixels restent telles quelles.</translation>
        </message>
        <message>
            <source>To {0} %</source>
            <translation>À {0} %</translation>
        </message>
        <message>
            <source>Only on graphics devices, and none was found.</source>
            <translation>Seulement sur des périphériques graphiques, et aucun n’a été trouvé.</translation>
        </message>
        <message>
            <source>The process ended too early.</source>
            <translation>Le processus s’est terminé trop tôt.</translation>
        </message>
        <message>
            <source>The training process could not be started.</source>
            <translation>Le processus d’entraînement n’a pas pu démarrer.</translation>
        </message>
        <message>
            <source>Values: {0}</source>
            <translation>Valeurs : {0}</translation>
        </message>
        <message>
            <source>Up to {0} values, with blanks between them</source>
            <translation>Jusqu’à {0} valeurs, séparées par des espaces</translation>
        </message>
        <message>
            <source>Back to the model's own values</source>
            <translation>Revenir aux valeurs propres au modèle</translation>
        </message>
        <message>
            <source>Models: {0}</source>
            <translation>Modèles : {0}</translation>
        </message>
        <message>
            <source>At most {0} models fit along one side.</source>
            <translation>Au plus {0} modèles tiennent sur un côté.</translation>
        </message>
        <message>
            <source>There is one model: others can be fetched on the page Models.</source>
            <translation>Il n’y a qu’un modèle : d’autres peuvent être téléchargés sur la page Modèles.</translation>
        </message>
        <message>
            <source>{0} books are enlarged page by page, each into a file of its own.</source>
            <translation>{0} livres sont agrandis page par page, chacun dans son propre fichier.</translation>
        </message>
        <message>
            <source>The page is saved as {1} in the folder {2}, in the format it has.</source>
            <translation>La page est enregistrée sous {1} dans le dossier {2}, dans son format actuel.</translation>
        </message>
        <message>
            <source>All {0} pages are saved as {1} in the folder {2}, in the formats they have.</source>
            <translation>Les {0} pages sont enregistrées sous {1} dans le dossier {2}, dans leurs formats actuels.</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, file about {2}</source>
            <translation>environ {0}, {1} de mémoire, fichier d’environ {2}</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, files about {2}</source>
            <translation>environ {0}, {1} de mémoire, fichiers d’environ {2}</translation>
        </message>
        <message>
            <source>The disk has only {0} left: choose another folder, or free some space.</source>
            <translation>Il ne reste que {0} sur le disque : choisissez un autre dossier ou libérez de la place.</translation>
        </message>
        <message>
            <source>Only {0} of memory are free: choose a smaller scale, or close other programs.</source>
            <translation>Seulement {0} de mémoire sont libres : choisissez une échelle plus petite ou fermez d’autres programmes.</translation>
        </message>
        <message>
            <source>A picture is still being worked on. Stop it and quit?</source>
            <translation>Une image est encore en cours de traitement. L’arrêter et quitter ?</translation>
        </message>
        <message>
            <source>The sheet is still being computed. Stop it and quit?</source>
            <translation>La planche est encore en cours de calcul. L’arrêter et quitter ?</translation>
        </message>
        <message>
            <source>{0} results are still being saved. Quit?</source>
            <translation>{0} résultats sont encore en cours d’enregistrement. Quitter ?</translation>
        </message>
        <message>
            <source>1 result has not been saved and will be lost. Quit?</source>
            <translation>1 résultat n’a pas été enregistré et sera perdu. Quitter ?</translation>
        </message>
        <message>
            <source>{0} results have not been saved and will be lost. Quit?</source>
            <translation>{0} résultats n’ont pas été enregistrés et seront perdus. Quitter ?</translation>
        </message>
        <message>
            <source>What was decided about 1 result since it was saved will be lost. Quit?</source>
            <translation>Ce qui a été décidé sur 1 résultat depuis son enregistrement sera perdu. Quitter ?</translation>
        </message>
        <message>
            <source>What was decided about {0} results since they were saved will be lost. Quit?</source>
            <translation>Ce qui a été décidé sur {0} résultats depuis leur enregistrement sera perdu. Quitter ?</translation>
        </message>
        <message>
            <source>1 result could not be saved, so everything stays as it is.</source>
            <translation>1 résultat n’a pas pu être enregistré, donc tout reste en l’état.</translation>
        </message>
        <message>
            <source>{0} results could not be saved, so everything stays as it is.</source>
            <translation>{0} résultats n’ont pas pu être enregistrés, donc tout reste en l’état.</translation>
        </message>
        <message>
            <source>1 result has not been saved and would be lost, so everything stays as it is.</source>
            <translation>1 résultat n’a pas été enregistré et serait perdu, donc tout reste en l’état.</translation>
        </message>
        <message>
            <source>{0} results have not been saved and would be lost, so everything stays as it is.</source>
            <translation>{0} résultats n’ont pas été enregistrés et seraient perdus, donc tout reste en l’état.</translation>
        </message>
        <message>
            <source>Left side</source>
            <translation>Côté gauche</translation>
        </message>
        <message>
            <source>Right side</source>
            <translation>Côté droit</translation>
        </message>
        <message>
            <source>Swap the sides</source>
            <translation>Échanger les côtés</translation>
        </message>
        <message>
            <source>Use the settings of this result</source>
            <translation>Utiliser les réglages de ce résultat</translation>
        </message>
        <message>
            <source>Enlarge with another model</source>
            <translation>Agrandir avec un autre modèle</translation>
        </message>
        <message>
            <source>Forget this result</source>
            <translation>Oublier ce résultat</translation>
        </message>
        <message>
            <source>Drag the result into a folder or another program</source>
            <translation>Glisser le résultat dans un dossier ou un autre programme</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>Pas encore de résultat</translation>
        </message>
        <message>
            <source>Compare with this file no more</source>
            <translation>Ne plus comparer avec ce fichier</translation>
        </message>
        <message>
            <source>Back to the sheet</source>
            <translation>Revenir à la planche</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>Comparer avec un fichier</translation>
        </message>
        <message>
            <source>Only one or two files can be compared at a time.</source>
            <translation>Seuls un ou deux fichiers peuvent être comparés à la fois.</translation>
        </message>
        <message>
            <source>The picture was turned or cropped differently for these two results, so they cannot be compared.</source>
            <translation>L’image a été pivotée ou recadrée différemment pour ces deux résultats : ils ne peuvent pas être comparés.</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>Zone</translation>
        </message>
        <message>
            <source>See what each model does</source>
            <translation>Voir ce que fait chaque modèle</translation>
        </message>
        <message>
            <source>Getting the engine ready…</source>
            <translation>Préparation du moteur…</translation>
        </message>
        <message>
            <source>This model restores at once: it has no steps, no kappa and no seed.</source>
            <translation>Ce modèle restaure en une fois : il n’a ni étapes, ni kappa, ni graine.</translation>
        </message>
        <message>
            <source>STEPS</source>
            <translation>ÉTAPES</translation>
        </message>
        <message>
            <source>quick</source>
            <translation>rapide</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>fin</translation>
        </message>
        <message>
            <source>How finely the model walks from the small picture to the large one.</source>
            <translation>Avec quelle finesse le modèle va de la petite image à la grande.</translation>
        </message>
        <message>
            <source>KAPPA</source>
            <translation>KAPPA</translation>
        </message>
        <message>
            <source>faithful</source>
            <translation>fidèle</translation>
        </message>
        <message>
            <source>more texture</source>
            <translation>plus de texture</translation>
        </message>
        <message>
            <source>How much the model may invent: low stays close to the picture, high adds texture.</source>
            <translation>Ce que le modèle peut inventer : peu reste proche de l’image, beaucoup ajoute de la texture.</translation>
        </message>
        <message>
            <source>Keep the picture's colours</source>
            <translation>Garder les couleurs de l’image</translation>
        </message>
        <message>
            <source>Takes the broad colours from the original.</source>
            <translation>Reprend les grandes couleurs de l’original.</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>Avancé</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>Sortie</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>MODÈLE</translation>
        </message>
        <message>
            <source>SEED</source>
            <translation>GRAINE</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>étapes</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>kappa</translation>
        </message>
        <message>
            <source>randomness</source>
            <translation>hasard</translation>
        </message>
        <message>
            <source>dpi</source>
            <translation>ppp</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>échelle</translation>
        </message>
        <message>
            <source>width</source>
            <translation>largeur</translation>
        </message>
        <message>
            <source>height</source>
            <translation>hauteur</translation>
        </message>
        <message>
            <source>{0} {1} instead of {2}</source>
            <translation>{0} {1} au lieu de {2}</translation>
        </message>
        <message>
            <source>Not everything can be set here as it was wanted: {0}.</source>
            <translation>Tout ne peut pas être réglé ici comme voulu : {0}.</translation>
        </message>
        <message>
            <source>It needs {0}, which is not here: fetch that on the page Models.</source>
            <translation>Il a besoin de {0}, qui n’est pas là : téléchargez-le sur la page Modèles.</translation>
        </message>
        <message>
            <source>{0} cannot be used now: {1} takes its place, with its own steps and kappa.</source>
            <translation>{0} ne peut pas être utilisé maintenant : {1} prend sa place, avec ses propres étapes et son kappa.</translation>
        </message>
        <message>
            <source>{0} (lacks a part)</source>
            <translation>{0} (incomplet)</translation>
        </message>
        <message>
            <source>The model {0} is no longer there.</source>
            <translation>Le modèle {0} n’est plus là.</translation>
        </message>
        <message>
            <source>Fills in what you mark in the picture. The rest stays as it is.</source>
            <translation>Remplit ce que vous marquez dans l’image. Le reste ne change pas.</translation>
        </message>
        <message>
            <source>Restores the faces that are found in the picture. The rest stays as it is.</source>
            <translation>Restaure les visages trouvés dans l’image. Le reste ne change pas.</translation>
        </message>
        <message>
            <source>This model was trained for {0} to {1} steps: expect a worse result.</source>
            <translation>Ce modèle a été entraîné pour {0} à {1} étapes : attendez-vous à un résultat moins bon.</translation>
        </message>
        <message>
            <source>This model was trained at {0}: other values are an experiment.</source>
            <translation>Ce modèle a été entraîné à {0} : d’autres valeurs sont un essai.</translation>
        </message>
        <message>
            <source>Outside of {0} to {1}, which this model was trained for: expect artefacts.</source>
            <translation>Hors de {0} à {1}, pour quoi ce modèle a été entraîné : attendez-vous à des défauts.</translation>
        </message>
        <message>
            <source>Copying…</source>
            <translation>Copie en cours…</translation>
        </message>
        <message>
            <source>Copied: {0} pixels</source>
            <translation>Copiée : {0} pixels</translation>
        </message>
        <message>
            <source>Pull the edges, move the frame, or draw another one.</source>
            <translation>Tirez les bords, déplacez le cadre ou tracez-en un autre.</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>Recadrer</translation>
        </message>
        <message>
            <source>Enlarge this part alone (Enter). The file stays as it is.</source>
            <translation>N’agrandir que cette partie (Entrée). Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>Take the crop back</source>
            <translation>Annuler le recadrage</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>Laisser tel quel (Échap)</translation>
        </message>
        <message>
            <source>The curves cannot be painted: {0}</source>
            <translation>Les courbes ne peuvent pas être tracées : {0}</translation>
        </message>
        <message>
            <source>Delete this file from this computer?</source>
            <translation>Supprimer ce fichier de cet ordinateur ?</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>illisible</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>endommagé</translation>
        </message>
        <message>
            <source>YOUR PICTURES</source>
            <translation>VOS IMAGES</translation>
        </message>
        <message>
            <source>Drop a folder of pictures here</source>
            <translation>Déposez ici un dossier d’images</translation>
        </message>
        <message>
            <source>Good, sharp pictures of your kind are enough: their poor versions are made for you. Pairs of poor and good pictures are found by their folders (lq and hq), by their names or in a CSV file. From about 20 pictures on it pays; more is better.</source>
            <translation>De bonnes images nettes de votre genre suffisent : leurs versions dégradées sont faites pour vous. Des paires d’images mauvaises et bonnes sont reconnues à leurs dossiers (lq et hq), à leurs noms ou dans un fichier CSV. À partir d’environ 20 images, cela vaut la peine ; plus, c’est mieux.</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>Choisir un dossier…</translation>
        </message>
        <message>
            <source>Choose a CSV file…</source>
            <translation>Choisir un fichier CSV…</translation>
        </message>
        <message>
            <source>Other pictures…</source>
            <translation>D’autres images…</translation>
        </message>
        <message>
            <source>Progress of the check</source>
            <translation>Progression de la vérification</translation>
        </message>
        <message>
            <source>Some of the pictures</source>
            <translation>Quelques-unes des images</translation>
        </message>
        <message>
            <source>Correct the shift between the two pictures of a pair</source>
            <translation>Corriger le décalage entre les deux images d’une paire</translation>
        </message>
        <message>
            <source>Which findings are shown</source>
            <translation>Quelles remarques sont montrées</translation>
        </message>
        <message>
            <source>What the check found, file by file</source>
            <translation>Ce que la vérification a trouvé, fichier par fichier</translation>
        </message>
        <message>
            <source>The pairs that are learnt from</source>
            <translation>Les paires dont on apprend</translation>
        </message>
        <message>
            <source>Making the first pairs…</source>
            <translation>Préparation des premières paires…</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>Paires</translation>
        </message>
        <message>
            <source>What it is given</source>
            <translation>Ce qu’il reçoit</translation>
        </message>
        <message>
            <source>What it should make of it</source>
            <translation>Ce qu’il doit en faire</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>Recherche d’images…</translation>
        </message>
        <message>
            <source>{0} of {1} looked at</source>
            <translation>{0} sur {1} examinés</translation>
        </message>
        <message>
            <source>Good pictures in {0}; their poor versions are made</source>
            <translation>Bonnes images dans {0} ; leurs versions dégradées sont faites</translation>
        </message>
        <message>
            <source>Pairs in {0}: {1} (good) and {2} (poor)</source>
            <translation>Paires dans {0} : {1} (bonnes) et {2} (mauvaises)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {1} (good) and {2} (poor)</source>
            <translation>Paires dans {0} : noms finissant par {1} (bonnes) et {2} (mauvaises)</translation>
        </message>
        <message>
            <source>Pairs listed in {0}: columns {1} (good) and {2} (poor)</source>
            <translation>Paires listées dans {0} : colonnes {1} (bonnes) et {2} (mauvaises)</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {2} (poor), and the same without it (good)</source>
            <translation>Paires dans {0} : noms finissant par {2} (mauvaises) et les mêmes sans cette fin (bonnes)</translation>
        </message>
        <message>
            <source>Findings: {0}, pictures left out: {1}</source>
            <translation>Remarques : {0}, images écartées : {1}</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>Toutes les remarques</translation>
        </message>
        <message>
            <source>Exactly what the training begins with: drag the line to compare, click for another pair.</source>
            <translation>Exactement ce par quoi l’entraînement commence : tirez la ligne pour comparer, cliquez pour une autre paire.</translation>
        </message>
        <message>
            <source>Pictures to learn from</source>
            <translation>Images dont on apprend</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv)</source>
            <translation>Tableaux (*.csv *.tsv)</translation>
        </message>
        <message>
            <source>A table of pairs</source>
            <translation>Un tableau de paires</translation>
        </message>
        <message>
            <source>The pictures could not be checked: {0}</source>
            <translation>Les images n’ont pas pu être vérifiées : {0}</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>Supprimer</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>Garder</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>Détails</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>Copier</translation>
        </message>
        <message>
            <source>Copy the sha256</source>
            <translation>Copier le sha256</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>de {0}</translation>
        </message>
        <message>
            <source>sha256: being computed…</source>
            <translation>sha256 : calcul en cours…</translation>
        </message>
        <message>
            <source>sha256 {0}</source>
            <translation>sha256 {0}</translation>
        </message>
        <message>
            <source>Copy the sha256: {0}</source>
            <translation>Copier le sha256 : {0}</translation>
        </message>
        <message>
            <source>Made from {0}: sha256 {1}</source>
            <translation>Fait à partir de {0} : sha256 {1}</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>copié</translation>
        </message>
        <message>
            <source>Drop a picture here</source>
            <translation>Déposez une image ici</translation>
        </message>
        <message>
            <source>or several, a comic book, or a whole folder. Ctrl+V pastes.
Everything stays on this computer.</source>
            <translation>ou plusieurs, une BD ou tout un dossier. Ctrl+V colle.
Tout reste sur cet ordinateur.</translation>
        </message>
        <message>
            <source>Or try a sample picture:</source>
            <translation>Ou essayez une image d’exemple :</translation>
        </message>
        <message>
            <source>Sample picture {0}</source>
            <translation>Image d’exemple {0}</translation>
        </message>
        <message>
            <source>the program's own engine</source>
            <translation>le moteur propre au programme</translation>
        </message>
        <message>
            <source>Python environment of the engine, from the next start on</source>
            <translation>Environnement Python du moteur, à partir du prochain démarrage</translation>
        </message>
        <message>
            <source>The folder of an environment with a torch that can use your graphics card. Found here: {0}</source>
            <translation>Le dossier d’un environnement dont le torch peut utiliser votre carte graphique. Trouvé ici : {0}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>aucun</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>Choisir…</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>Vérifier</translation>
        </message>
        <message>
            <source>Use Python environment</source>
            <translation>Utiliser un environnement Python</translation>
        </message>
        <message>
            <source>Looking at the environment…</source>
            <translation>Examen de l’environnement…</translation>
        </message>
        <message>
            <source>It will do, from the next start on. {0}</source>
            <translation>Il convient, à partir du prochain démarrage. {0}</translation>
        </message>
        <message>
            <source>The check failed: {0}</source>
            <translation>La vérification a échoué : {0}</translation>
        </message>
        <message>
            <source>Folder of a Python environment</source>
            <translation>Dossier d’un environnement Python</translation>
        </message>
        <message>
            <source>all</source>
            <translation>tous</translation>
        </message>
        <message>
            <source>A part of your picture, in many settings at once</source>
            <translation>Une partie de votre image, avec plusieurs réglages à la fois</translation>
        </message>
        <message>
            <source>Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, seeds or models, side by side: a click takes over what looks best.</source>
            <translation>Déposez une image ici, ou ouvrez-en une. Une zone en est alors calculée avec plusieurs kappas, nombres d’étapes, graines ou modèles, côte à côte : un clic reprend ce qui vous plaît le mieux.</translation>
        </message>
        <message>
            <source>The cell before  (,)</source>
            <translation>La case précédente  (,)</translation>
        </message>
        <message>
            <source>The next cell  (.)</source>
            <translation>La case suivante  (.)</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>Comparer</translation>
        </message>
        <message>
            <source>The chosen cell beside the one chosen before it; Ctrl and a click compare at once</source>
            <translation>La case choisie à côté de celle choisie juste avant ; Ctrl et un clic comparent aussitôt</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>Utiliser ces réglages</translation>
        </message>
        <message>
            <source>Take them over for the whole picture; so does a double click</source>
            <translation>Les reprendre pour toute l’image ; un double-clic le fait aussi</translation>
        </message>
        <message>
            <source>zoom {0} %</source>
            <translation>zoom {0} %</translation>
        </message>
        <message>
            <source>These cells would take {0}: choose a smaller region or fewer values.</source>
            <translation>Ces cases prendraient {0} : choisissez une zone plus petite ou moins de valeurs.</translation>
        </message>
        <message>
            <source>{0} pixels at {1}, {2}</source>
            <translation>{0} pixels en {1}, {2}</translation>
        </message>
        <message>
            <source>The queue is paused: the faithful picture waits until it goes on.</source>
            <translation>La file est en pause : l’image fidèle attend qu’elle reprenne.</translation>
        </message>
        <message>
            <source>This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment.</source>
            <translation>Ce modèle a été entraîné avec kappa {0} : l’image fidèle pour kappa {1} est un essai.</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} à {1}</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>Télécharger</translation>
        </message>
        <message>
            <source>Accept and download</source>
            <translation>Accepter et télécharger</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>Pas maintenant</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>Jeter</translation>
        </message>
        <message>
            <source>Delete what has arrived; a download then begins anew</source>
            <translation>Supprimer ce qui est arrivé ; un téléchargement recommence alors du début</translation>
        </message>
        <message>
            <source>{0} are here and have only to be checked and converted.</source>
            <translation>{0} sont là et n’ont plus qu’à être vérifiés et convertis.</translation>
        </message>
        <message>
            <source>{0} have arrived and are kept; the download goes on from there.</source>
            <translation>{0} sont arrivés et sont gardés ; le téléchargement reprend de là.</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>Réessayer</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>Continuer</translation>
        </message>
        <message>
            <source>The picture after each step. Left and Right choose a step, End the result, the menu key shows what can be done with it.</source>
            <translation>L’image après chaque étape. Gauche et Droite choisissent une étape, Fin le résultat, la touche Menu montre ce que l’on peut en faire.</translation>
        </message>
        <message>
            <source>The result</source>
            <translation>Le résultat</translation>
        </message>
        <message>
            <source>Prediction after step {0} of {1}. Right click: save it, or compare others with it.</source>
            <translation>Prédiction après l’étape {0} sur {1}. Clic droit : l’enregistrer, ou comparer d’autres avec elle.</translation>
        </message>
        <message>
            <source>File</source>
            <translation>Fichier</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>Ce que c’est</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>Suite</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>écarté</translation>
        </message>
        <message>
            <source>corrected</source>
            <translation>corrigé</translation>
        </message>
        <message>
            <source>used as it is</source>
            <translation>utilisé tel quel</translation>
        </message>
        <message>
            <source>The original is no longer there to mix with</source>
            <translation>L’original n’est plus là pour le mélange</translation>
        </message>
        <message>
            <source>{0}: what is protected was marked on a picture of another size and left out.</source>
            <translation>{0} : ce qui est protégé a été marqué sur une image d’une autre taille et a été laissé de côté.</translation>
        </message>
        <message>
            <source>This model has no kappa, so the enlargement is the faithful picture.</source>
            <translation>Ce modèle n’a pas de kappa : l’agrandissement sert donc d’image fidèle.</translation>
        </message>
        <message>
            <source>The original cannot be read, so the result stays as it is.</source>
            <translation>L’original ne peut pas être lu, le résultat reste donc tel quel.</translation>
        </message>
        <message>
            <source>This result cannot be shown.</source>
            <translation>Ce résultat ne peut pas être affiché.</translation>
        </message>
        <message>
            <source>{0} was watched when the program ended.</source>
            <translation>{0} était surveillé quand le programme s’est arrêté.</translation>
        </message>
        <message>
            <source>Watch it again</source>
            <translation>Le surveiller à nouveau</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>Ne plus le faire</translation>
        </message>
        <message>
            <source>1 picture lies in {0} already. It stays as it is.</source>
            <translation>Il y a déjà 1 image dans {0}. Elle reste telle quelle.</translation>
        </message>
        <message>
            <source>{1} pictures lie in {0} already. They stay as they are.</source>
            <translation>Il y a déjà {1} images dans {0}. Elles restent telles quelles.</translation>
        </message>
        <message>
            <source>Enlarge as well</source>
            <translation>Agrandir aussi</translation>
        </message>
        <message>
            <source>1 result that was not saved has been discarded.</source>
            <translation>1 résultat qui n’était pas enregistré a été supprimé.</translation>
        </message>
        <message>
            <source>{0} results that were not saved have been discarded.</source>
            <translation>{0} résultats qui n’étaient pas enregistrés ont été supprimés.</translation>
        </message>
        <message>
            <source>{0} pictures removed.</source>
            <translation>{0} images retirées.</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>Annuler</translation>
        </message>
        <message>
            <source>{0} has been changed since then, so it is not turned and cropped like this result.</source>
            <translation>{0} a été modifiée depuis : elle n’est ni pivotée ni recadrée comme ce résultat.</translation>
        </message>
        <message>
            <source>{0} is turned and cropped as for this result.</source>
            <translation>{0} est pivotée et recadrée comme pour ce résultat.</translation>
        </message>
        <message>
            <source>{0} is being enlarged: turn or crop it afterwards.</source>
            <translation>{0} est en cours d’agrandissement : pivotez ou recadrez ensuite.</translation>
        </message>
        <message>
            <source>Pictures that are being enlarged stay as they are.</source>
            <translation>Les images en cours d’agrandissement restent telles quelles.</translation>
        </message>
        <message>
            <source>{0} is cropped to {1} pixels for its results. Its file stays as it is.</source>
            <translation>{0} est recadrée à {1} pixels pour ses résultats. Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.</source>
            <translation>Toutes les pages de {0} sont recadrées à cet endroit, à {1} pixels. Le fichier reste tel quel.</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>En attente…</translation>
        </message>
        <message>
            <source>This file fits several models. Which one is it?</source>
            <translation>Ce fichier convient à plusieurs modèles. Lequel est-ce ?</translation>
        </message>
        <message>
            <source>Where it invents</source>
            <translation>Où il invente</translation>
        </message>
        <message>
            <source>Spread: what differs when the picture is enlarged with other seeds.
Consistency: how the result, made small again, differs from the picture.</source>
            <translation>Dispersion : ce qui change quand l’image est agrandie avec d’autres graines.
Cohérence : en quoi le résultat, ramené à la taille d’origine, diffère de l’image.</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>Aucune</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>Dispersion</translation>
        </message>
        <message>
            <source>Consistency</source>
            <translation>Cohérence</translation>
        </message>
        <message>
            <source>Number of seeds</source>
            <translation>Nombre de graines</translation>
        </message>
        <message>
            <source>{0} seeds</source>
            <translation>{0} graines</translation>
        </message>
        <message>
            <source>This model restores at once: no seed plays a part, and nothing differs by seed.</source>
            <translation>Ce modèle restaure en une fois : la graine n’y joue aucun rôle, et rien ne change avec elle.</translation>
        </message>
        <message>
            <source>Seed {0} of {1}, about {2} to go. Esc stops.</source>
            <translation>Graine {0} sur {1}, encore {2} environ. Échap arrête.</translation>
        </message>
        <message>
            <source>The seeds wait until the queue is done.</source>
            <translation>Les graines attendent que la file soit terminée.</translation>
        </message>
        <message>
            <source>Stopped: press Spread to go on.</source>
            <translation>Arrêté : appuyez sur « Dispersion » pour continuer.</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>Comparaison…</translation>
        </message>
        <message>
            <source>The picture and its result cannot be compared.</source>
            <translation>L’image et son résultat ne peuvent pas être comparés.</translation>
        </message>
        <message>
            <source>{0}: the faithful picture was not computed, so the result is not saved yet.</source>
            <translation>{0} : l’image fidèle n’a pas été calculée, le résultat n’est donc pas encore enregistré.</translation>
        </message>
        <message>
            <source>1 picture was still to be enlarged when the program ended.</source>
            <translation>1 image restait à agrandir quand le programme s’est arrêté.</translation>
        </message>
        <message>
            <source>{0} pictures were still to be enlarged when the program ended.</source>
            <translation>{0} images restaient à agrandir quand le programme s’est arrêté.</translation>
        </message>
        <message>
            <source>1 picture cannot be reached now; it is offered again at the next start.</source>
            <translation>1 image est inaccessible pour le moment ; elle sera proposée à nouveau au prochain démarrage.</translation>
        </message>
        <message>
            <source>{0} pictures cannot be reached now; they are offered again at the next start.</source>
            <translation>{0} images sont inaccessibles pour le moment ; elles seront proposées à nouveau au prochain démarrage.</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>Les oublier</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>Continuer</translation>
        </message>
        <message>
            <source>Scale: from 0, clear, to {0} of 255 levels and more, bright yellow</source>
            <translation>Échelle : de 0, transparent, à {0} niveaux sur 255 et plus, jaune vif</translation>
        </message>
        <message>
            <source>{0} levels</source>
            <translation>{0} niveaux</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>Tout copier</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>Ouvrir le dossier</translation>
        </message>
        <message>
            <source>Close the log</source>
            <translation>Fermer le journal</translation>
        </message>
        <message>
            <source>LOG</source>
            <translation>JOURNAL</translation>
        </message>
        <message>
            <source>Explore</source>
            <translation>Explorer</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>Entraîner</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>Modèles</translation>
        </message>
        <message>
            <source>Hold Shift to compare with it</source>
            <translation>Maintenez Maj pour comparer avec ce fichier</translation>
        </message>
        <message>
            <source>Compare with it on the right</source>
            <translation>Comparer avec ce fichier, à droite</translation>
        </message>
        <message>
            <source>Compare with it on the left</source>
            <translation>Comparer avec ce fichier, à gauche</translation>
        </message>
        <message>
            <source>Mark what is to be filled in</source>
            <translation>Marquer ce qui doit être rempli</translation>
        </message>
        <message>
            <source>Erase marks (the right mouse button does, too)</source>
            <translation>Effacer des marques (le bouton droit de la souris le fait aussi)</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>Taille du pinceau</translation>
        </message>
        <message>
            <source>Size of the brush on the screen: [ and ], or Ctrl and the wheel</source>
            <translation>Taille du pinceau à l’écran : [ et ], ou Ctrl et la molette</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>Rétablir</translation>
        </message>
        <message>
            <source>Take all marks away</source>
            <translation>Retirer toutes les marques</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>Pinceau</translation>
        </message>
        <message>
            <source>Nothing is marked yet: paint over what is to be filled in.</source>
            <translation>Rien n’est encore marqué : peignez sur ce qui doit être rempli.</translation>
        </message>
        <message>
            <source>What is marked will be filled in.</source>
            <translation>Ce qui est marqué sera rempli.</translation>
        </message>
        <message>
            <source>Marked: press the brush to see and change it.</source>
            <translation>Des endroits sont marqués : appuyez sur le pinceau pour les voir et les changer.</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>non installé</translation>
        </message>
        <message>
            <source>trained for {0} steps, kappa {1}</source>
            <translation>entraîné pour {0} étapes, kappa {1}</translation>
        </message>
        <message>
            <source>restores at once</source>
            <translation>restaure en une fois</translation>
        </message>
        <message>
            <source>about {0} with its autoencoder</source>
            <translation>environ {0} avec son autoencodeur</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>environ {0}</translation>
        </message>
        <message>
            <source>licence: {0}</source>
            <translation>licence : {0}</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>Utiliser</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>intégré</translation>
        </message>
        <message>
            <source>by the authors of ResShift</source>
            <translation>par les auteurs de ResShift</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>importé</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>le vôtre</translation>
        </message>
        <message>
            <source>{0} steps by default</source>
            <translation>{0} étapes par défaut</translation>
        </message>
        <message>
            <source>It cannot run: it needs the {0}, which is not here.</source>
            <translation>Il ne peut pas fonctionner : il a besoin de {0}, qui n’est pas là.</translation>
        </message>
        <message>
            <source>Delete this file ({0}) from this computer?</source>
            <translation>Supprimer ce fichier ({0}) de cet ordinateur ?</translation>
        </message>
        <message>
            <source>These models cannot run without it: {0}.</source>
            <translation>Ces modèles ne peuvent pas fonctionner sans lui : {0}.</translation>
        </message>
        <message>
            <source>{0} is installed and can be used.</source>
            <translation>{0} est installé et peut être utilisé.</translation>
        </message>
        <message>
            <source>Add a model</source>
            <translation>Ajouter un modèle</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>Modèles ({0})</translation>
        </message>
        <message>
            <source>The model {0} has been added.</source>
            <translation>Le modèle {0} a été ajouté.</translation>
        </message>
        <message>
            <source>The program could not start the work. The log has the details.</source>
            <translation>Le programme n’a pas pu commencer le travail. Le journal donne les détails.</translation>
        </message>
        <message>
            <source>The work ended unexpectedly. Try again; the log has the details.</source>
            <translation>Le travail s’est arrêté de façon inattendue. Réessayez ; le journal donne les détails.</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>Ajouter un fichier de modèle…</translation>
        </message>
        <message>
            <source>Compare on your picture…</source>
            <translation>Comparer sur votre image…</translation>
        </message>
        <message>
            <source>A part of your picture by all models, on the page Explore</source>
            <translation>Une partie de votre image par tous les modèles, sur la page Explorer</translation>
        </message>
        <message>
            <source>All models run on this computer. Your own models appear here as well; a model file can be dropped anywhere on the window.</source>
            <translation>Tous les modèles fonctionnent sur cet ordinateur. Vos propres modèles apparaissent ici aussi ; un fichier de modèle peut être déposé n’importe où sur la fenêtre.</translation>
        </message>
        <message>
            <source>What one of these makes of a picture is shown here once it is installed.</source>
            <translation>Ce que chacun fait d’une image se voit ici une fois qu’il est installé.</translation>
        </message>
        <message>
            <source>By the authors of ResShift</source>
            <translation>Par les auteurs de ResShift</translation>
        </message>
        <message>
            <source>By others</source>
            <translation>Par d’autres</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>Ouvrir des images</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>Images ({0})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>Tous les fichiers (*)</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>Ouvrir un dossier</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>Surveiller un dossier</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>Il n’y a pas d’image dans le presse-papiers.</translation>
        </message>
        <message>
            <source>{0} lies in the watched folder, where originals would be taken for new pictures.</source>
            <translation>{0} se trouve dans le dossier surveillé, où les originaux seraient pris pour de nouvelles images.</translation>
        </message>
        <message>
            <source>{0} could not be moved away.</source>
            <translation>{0} n’a pas pu être déplacé.</translation>
        </message>
        <message>
            <source>When a result is ready</source>
            <translation>Quand un résultat est prêt</translation>
        </message>
        <message>
            <source>Keep until I save it</source>
            <translation>Garder jusqu’à l’enregistrement</translation>
        </message>
        <message>
            <source>Save beside the picture</source>
            <translation>Enregistrer à côté de l’image</translation>
        </message>
        <message>
            <source>Save into a sub-folder</source>
            <translation>Enregistrer dans un sous-dossier</translation>
        </message>
        <message>
            <source>Save into a folder</source>
            <translation>Enregistrer dans un dossier</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>Choisir un dossier…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>Format</translation>
        </message>
        <message>
            <source>As the picture</source>
            <translation>Comme l’image</translation>
        </message>
        <message>
            <source>For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps.</source>
            <translation>Pour les jeux : compressé avec une légère perte, en BC1 ou, avec alpha, en BC3, et avec toutes les mipmaps.</translation>
        </message>
        <message>
            <source>Bits per colour</source>
            <translation>Bits par couleur</translation>
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
            <translation>Modèle de nom</translation>
        </message>
        <message>
            <source>Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</source>
            <translation>Champs : {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</translation>
        </message>
        <message>
            <source>Settings into the file</source>
            <translation>Réglages dans le fichier</translation>
        </message>
        <message>
            <source>With them the result can be made again; drop it here to get them.</source>
            <translation>Avec eux le résultat peut être refait ; déposez-le ici pour les reprendre.</translation>
        </message>
        <message>
            <source>Leave out place and person</source>
            <translation>Retirer lieu et personne</translation>
        </message>
        <message>
            <source>For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. Camera, date, title and description stay.</source>
            <translation>Pour partager : ni GPS ni lieux, ni noms d’auteurs, de propriétaires et de personnes, ni numéros de série. Appareil, date, titre et description restent.</translation>
        </message>
        <message>
            <source>Keep the picture's date</source>
            <translation>Garder la date de l’image</translation>
        </message>
        <message>
            <source>The file of the result is dated as the picture's file.</source>
            <translation>Le fichier du résultat reçoit la date du fichier de l’image.</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>Profondeur</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>Qualité</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>Nom</translation>
        </message>
        <message>
            <source>Save results into</source>
            <translation>Enregistrer les résultats dans</translation>
        </message>
        <message>
            <source>holiday.jpg</source>
            <translation>vacances.jpg</translation>
        </message>
        <message>
            <source>Close the region</source>
            <translation>Fermer la zone</translation>
        </message>
        <message>
            <source>New results begin with the strength, protection and grain of this one.</source>
            <translation>Les nouveaux résultats commencent avec l’intensité, la protection et le grain de celui-ci.</translation>
        </message>
        <message>
            <source>Begin without</source>
            <translation>Commencer sans</translation>
        </message>
        <message>
            <source>Picture comparison</source>
            <translation>Comparaison d’images</translation>
        </message>
        <message>
            <source>Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, 1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. Hold backslash to see the original, L for the loupe.</source>
            <translation>Gauche et Droite déplacent le séparateur, avec Maj plus loin. Plus et Moins zooment, 0 ajuste, 1 donne 100 %, 2 donne 200 %. Ctrl avec les flèches déplace la vue. Maintenez la barre oblique inverse pour voir l’original, L pour la loupe.</translation>
        </message>
        <message>
            <source>Drop a picture here, or press Ctrl+O</source>
            <translation>Déposez une image ici, ou appuyez sur Ctrl+O</translation>
        </message>
        <message>
            <source>Several pictures, comic books or a whole folder are welcome too</source>
            <translation>Plusieurs images, des BD ou tout un dossier sont aussi les bienvenus</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>Thème</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>Comme le système</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>Sombre</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>Clair</translation>
        </message>
        <message>
            <source>Language, from the next start on</source>
            <translation>Langue, à partir du prochain démarrage</translation>
        </message>
        <message>
            <source>A change counts from the next start on.</source>
            <translation>Un changement compte à partir du prochain démarrage.</translation>
        </message>
        <message>
            <source>Show each step while a picture is worked on</source>
            <translation>Montrer chaque étape pendant le travail sur une image</translation>
        </message>
        <message>
            <source>Tell me when a long queue is done</source>
            <translation>Me prévenir quand une longue file est terminée</translation>
        </message>
        <message>
            <source>Keep the computer awake while it works</source>
            <translation>Garder l’ordinateur éveillé pendant qu’il travaille</translation>
        </message>
        <message>
            <source>Let a training rest while pictures are enlarged</source>
            <translation>Suspendre un entraînement pendant que des images sont agrandies</translation>
        </message>
        <message>
            <source>with the program's other data</source>
            <translation>avec les autres données du programme</translation>
        </message>
        <message>
            <source>Folder for trainings, from the next start on</source>
            <translation>Dossier des entraînements, à partir du prochain démarrage</translation>
        </message>
        <message>
            <source>Training runs take gigabytes. A change counts from the next start on.</source>
            <translation>Les entraînements prennent des gigaoctets. Un changement compte à partir du prochain démarrage.</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>Indiquez le chemin complet du dossier.</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>Langue</translation>
        </message>
        <message>
            <source>Trainings in</source>
            <translation>Entraînements dans</translation>
        </message>
        <message>
            <source>No account, no telemetry: pictures and settings stay on this computer. The network is used only for what you download.</source>
            <translation>Ni compte, ni télémétrie : images et réglages restent sur cet ordinateur. Le réseau ne sert qu’à ce que vous téléchargez.</translation>
        </message>
        <message>
            <source>Folder for trainings</source>
            <translation>Dossier des entraînements</translation>
        </message>
        <message>
            <source>The settings cannot be written ({0}): is the disk full?</source>
            <translation>Les réglages ne peuvent pas être écrits ({0}) : le disque est-il plein ?</translation>
        </message>
        <message>
            <source>there was no answer.</source>
            <translation>il n’y a pas eu de réponse.</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 paire</translation>
        </message>
        <message>
            <source>{0} pairs</source>
            <translation>{0} paires</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 image</translation>
        </message>
        <message>
            <source>{0} pictures</source>
            <translation>{0} images</translation>
        </message>
        <message>
            <source>The training cannot be started: {0}</source>
            <translation>L’entraînement ne peut pas démarrer : {0}</translation>
        </message>
        <message>
            <source>New preset</source>
            <translation>Nouveau préréglage</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>Nom du préréglage</translation>
        </message>
        <message>
            <source>With model, size and output</source>
            <translation>Avec modèle, taille et sortie</translation>
        </message>
        <message>
            <source>A preset of the program has this name: choose another one.</source>
            <translation>Un préréglage du programme porte ce nom : choisissez-en un autre.</translation>
        </message>
        <message>
            <source>It takes the place of the preset of this name.</source>
            <translation>Il remplace le préréglage de ce nom.</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>Préréglage</translation>
        </message>
        <message>
            <source>Keep these settings as a preset</source>
            <translation>Garder ces réglages comme préréglage</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>Supprimer ce préréglage</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>Réglages personnels</translation>
        </message>
        <message>
            <source>Width of the print</source>
            <translation>Largeur du tirage</translation>
        </message>
        <message>
            <source>Height of the print</source>
            <translation>Hauteur du tirage</translation>
        </message>
        <message>
            <source>Unit of the print's size</source>
            <translation>Unité de la taille du tirage</translation>
        </message>
        <message>
            <source>cm</source>
            <translation>cm</translation>
        </message>
        <message>
            <source>inch</source>
            <translation>pouces</translation>
        </message>
        <message>
            <source> dpi</source>
            <translation> ppp</translation>
        </message>
        <message>
            <source>Pixels per inch</source>
            <translation>Pixels par pouce</translation>
        </message>
        <message>
            <source>300 for what is looked at from near, 150 for posters. It is written into the result.</source>
            <translation>300 pour ce qui se regarde de près, 150 pour des affiches. La valeur est écrite dans le résultat.</translation>
        </message>
        <message>
            <source>{0} × {1} {2} at {3} dpi</source>
            <translation>{0} × {1} {2} à {3} ppp</translation>
        </message>
        <message>
            <source>Save as {0}</source>
            <translation>Enregistrer en {0}</translation>
        </message>
        <message>
            <source>File of about {0}</source>
            <translation>Fichier d’environ {0}</translation>
        </message>
        <message>
            <source>Looking for the highest quality that fits…</source>
            <translation>Recherche de la qualité la plus élevée qui convient…</translation>
        </message>
        <message>
            <source>Quality {0}: a file of {1}</source>
            <translation>Qualité {0} : un fichier de {1}</translation>
        </message>
        <message>
            <source>Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and height, or choose another format.</source>
            <translation>Même avec la qualité {0}, le fichier fait {1}. Agrandissez moins l’image, à environ {2} % de cette largeur et de cette hauteur, ou choisissez un autre format.</translation>
        </message>
        <message>
            <source>The quality could not be found.</source>
            <translation>La qualité n’a pas pu être trouvée.</translation>
        </message>
        <message>
            <source>Lossless</source>
            <translation>Sans perte</translation>
        </message>
        <message>
            <source>Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.</source>
            <translation>Conserve chaque pixel tel quel, en WebP et en JPEG XL. Le fichier est plusieurs fois plus gros.</translation>
        </message>
        <message>
            <source>Drop pictures or folders anywhere</source>
            <translation>Déposez des images ou des dossiers n’importe où</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <source>Remove all that are finished</source>
            <translation>Retirer toutes les images terminées</translation>
        </message>
        <message>
            <source>QUEUE</source>
            <translation>FILE</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>Retirer</translation>
        </message>
        <message>
            <source>Put first</source>
            <translation>Mettre en premier</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>Monter</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>Descendre</translation>
        </message>
        <message>
            <source>Enlarge all frames or pages</source>
            <translation>Agrandir toutes les images ou pages</translation>
        </message>
        <message>
            <source>Compare these two</source>
            <translation>Comparer ces deux images</translation>
        </message>
        <message>
            <source>Show in the folder</source>
            <translation>Montrer dans le dossier</translation>
        </message>
        <message>
            <source>1 done</source>
            <translation>1 terminée</translation>
        </message>
        <message>
            <source>{0} done</source>
            <translation>{0} terminées</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 en échec</translation>
        </message>
        <message>
            <source>{0} failed</source>
            <translation>{0} en échec</translation>
        </message>
        <message>
            <source>Open partially</source>
            <translation>Ouvrir en partie</translation>
        </message>
        <message>
            <source>{0} goes on at page {1} of {2}.</source>
            <translation>{0} reprend à la page {1} sur {2}.</translation>
        </message>
        <message>
            <source>{0} goes on at frame {1} of {2}.</source>
            <translation>{0} reprend à l’image {1} sur {2}.</translation>
        </message>
        <message>
            <source>Enlarge all of them</source>
            <translation>Tout agrandir</translation>
        </message>
        <message>
            <source>There is no picture in there.</source>
            <translation>Il n’y a pas d’image là-dedans.</translation>
        </message>
        <message>
            <source> And {0} more.</source>
            <translation> Et {0} de plus.</translation>
        </message>
        <message>
            <source>{0} was made by ResShift Studio: {1}.</source>
            <translation>{0} a été fait par ResShift Studio : {1}.</translation>
        </message>
        <message>
            <source>Its picture before that: {0}. Others are taken as they are.</source>
            <translation>Son image avant cela : {0}. Les autres sont prises telles quelles.</translation>
        </message>
        <message>
            <source>Done before with the same settings, passed over: {0}.</source>
            <translation>Déjà faites avec les mêmes réglages, ignorées : {0}.</translation>
        </message>
        <message>
            <source>Do them anew</source>
            <translation>Les refaire</translation>
        </message>
        <message>
            <source>Pictures done: {0} of {1}, in {2}</source>
            <translation>Images terminées : {0} sur {1}, en {2}</translation>
        </message>
        <message>
            <source>, 1 failed</source>
            <translation>, 1 en échec</translation>
        </message>
        <message>
            <source>, {0} failed</source>
            <translation>, {0} en échec</translation>
        </message>
        <message>
            <source>Left as they are, since their longer side has {0} pixels or more: {1}.</source>
            <translation>Laissées telles quelles, car leur grand côté a {0} pixels ou plus : {1}.</translation>
        </message>
        <message>
            <source>Enlarge them even so</source>
            <translation>Les agrandir quand même</translation>
        </message>
        <message>
            <source>{0}. Saved in folders below {1}</source>
            <translation>{0}. Enregistrées dans des dossiers sous {1}</translation>
        </message>
        <message>
            <source>{0}. Saved in the folder {1}</source>
            <translation>{0}. Enregistrées dans le dossier {1}</translation>
        </message>
        <message>
            <source>Save them all</source>
            <translation>Tout enregistrer</translation>
        </message>
        <message>
            <source>Try the failed again</source>
            <translation>Réessayer les échecs</translation>
        </message>
        <message>
            <source>Pictures in the queue</source>
            <translation>Images dans la file d’attente</translation>
        </message>
        <message>
            <source>This picture is softer than its size: reducing it to {0} % first gives crisper results.</source>
            <translation>Cette image est moins nette que sa taille ne le laisse attendre : la réduire d’abord à {0} % donne des résultats plus nets.</translation>
        </message>
        <message>
            <source>Reduce first</source>
            <translation>Réduire d’abord</translation>
        </message>
        <message>
            <source>This picture is softer than its size: it is reduced to {0} % first.</source>
            <translation>Cette image est moins nette que sa taille ne le laisse attendre : elle est d’abord réduite à {0} %.</translation>
        </message>
        <message>
            <source>Do not reduce</source>
            <translation>Ne pas réduire</translation>
        </message>
        <message>
            <source>Each picture is reduced to {0} % first.</source>
            <translation>Chaque image est d’abord réduite à {0} %.</translation>
        </message>
        <message>
            <source>Region of the picture</source>
            <translation>Zone de l’image</translation>
        </message>
        <message>
            <source>Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.</source>
            <translation>Cliquez, faites glisser ou tracez un rectangle. Les flèches le déplacent, avec Maj elles changent sa taille.</translation>
        </message>
        <message>
            <source>{0} × {1} pixels at {2}, {3}</source>
            <translation>{0} × {1} pixels en {2}, {3}</translation>
        </message>
        <message>
            <source>Export all results into</source>
            <translation>Exporter tous les résultats vers</translation>
        </message>
        <message>
            <source>The result is still being written: please try again in a moment.</source>
            <translation>Le résultat est encore en cours d’écriture : veuillez réessayer dans un instant.</translation>
        </message>
        <message>
            <source>Saved as {0} in the folder {1}</source>
            <translation>Enregistré sous {0} dans le dossier {1}</translation>
        </message>
        <message>
            <source>{0}: all of it saved as {1}</source>
            <translation>{0} : tout est enregistré sous {1}</translation>
        </message>
        <message>
            <source>{0}: saved as {1}</source>
            <translation>{0} : enregistré sous {1}</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>Enregistrer ailleurs…</translation>
        </message>
        <message>
            <source>{0} results could not be saved.</source>
            <translation>{0} résultats n’ont pas pu être enregistrés.</translation>
        </message>
        <message>
            <source>Save them elsewhere…</source>
            <translation>Les enregistrer ailleurs…</translation>
        </message>
        <message>
            <source>Results cannot be kept safe from a crash, so save them soon: {0}</source>
            <translation>Les résultats ne peuvent pas être protégés d’un plantage, enregistrez-les donc bientôt : {0}</translation>
        </message>
        <message>
            <source>Delete the run {0} with its saved states? A model that was made of it stays.</source>
            <translation>Supprimer l’entraînement {0} avec ses états enregistrés ? Un modèle qui en a été fait est conservé.</translation>
        </message>
        <message>
            <source>What the process printed</source>
            <translation>Ce que le processus a affiché</translation>
        </message>
        <message>
            <source>Nothing so far.</source>
            <translation>Rien jusqu’ici.</translation>
        </message>
        <message>
            <source>Draw a rectangle: it alone is sampled, in a second or two.</source>
            <translation>Tracez un rectangle : lui seul est calculé, en une seconde ou deux.</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>Progression</translation>
        </message>
        <message>
            <source>Time, memory and size of the file, by a short measurement on this device.</source>
            <translation>Temps, mémoire et taille du fichier, par une courte mesure sur ce périphérique.</translation>
        </message>
        <message>
            <source>Fill in</source>
            <translation>Remplir</translation>
        </message>
        <message>
            <source>Fill in {0} pictures</source>
            <translation>Remplir {0} images</translation>
        </message>
        <message>
            <source>Fill in all {0}</source>
            <translation>Remplir les {0}</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>Restaurer</translation>
        </message>
        <message>
            <source>Restore {0} pictures</source>
            <translation>Restaurer {0} images</translation>
        </message>
        <message>
            <source>Restore all {0}</source>
            <translation>Restaurer les {0}</translation>
        </message>
        <message>
            <source>Upscale {0} pictures</source>
            <translation>Agrandir {0} images</translation>
        </message>
        <message>
            <source>Upscale all {0}</source>
            <translation>Agrandir les {0}</translation>
        </message>
        <message>
            <source>Add {0} to the queue</source>
            <translation>Ajouter {0} à la file d’attente</translation>
        </message>
        <message>
            <source>Every picture that has no result yet</source>
            <translation>Chaque image qui n’a pas encore de résultat</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>Entraînements</translation>
        </message>
        <message>
            <source>New training</source>
            <translation>Nouvel entraînement</translation>
        </message>
        <message>
            <source>Your trainings will stand here.</source>
            <translation>Vos entraînements seront ici.</translation>
        </message>
        <message>
            <source>RUNS</source>
            <translation>ENTRAÎNEMENTS</translation>
        </message>
        <message>
            <source>Settings of {0}</source>
            <translation>Réglages de {0}</translation>
        </message>
        <message>
            <source>The run goes on with what you change here. What is grey would need a new run.</source>
            <translation>L’entraînement continue avec ce que vous changez ici. Ce qui est gris demanderait un nouvel entraînement.</translation>
        </message>
        <message>
            <source>These can be changed while the run is not at work.</source>
            <translation>Ceci peut être changé tant que l’entraînement ne travaille pas.</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>Reprendre</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>Retirer de la file d’attente</translation>
        </message>
        <message>
            <source>Settings of this run</source>
            <translation>Réglages de cet entraînement</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>Ouvrir le dossier de l’entraînement</translation>
        </message>
        <message>
            <source>Delete this run</source>
            <translation>Supprimer cet entraînement</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>Nom du modèle</translation>
        </message>
        <message>
            <source>Add to my models</source>
            <translation>Ajouter à mes modèles</translation>
        </message>
        <message>
            <source>Use in Upscale</source>
            <translation>Utiliser pour agrandir</translation>
        </message>
        <message>
            <source>Progress of the training</source>
            <translation>Progression de l’entraînement</translation>
        </message>
        <message>
            <source>LOSS</source>
            <translation>PERTE</translation>
        </message>
        <message>
            <source>The loss appears here with the first report.</source>
            <translation>La perte apparaît ici avec le premier rapport.</translation>
        </message>
        <message>
            <source>VALIDATION</source>
            <translation>VALIDATION</translation>
        </message>
        <message>
            <source>How good it is on pictures it does not learn from appears here.</source>
            <translation>Sa qualité sur des images dont il n’apprend pas apparaît ici.</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>Gain</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>Note</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>Traits</translation>
        </message>
        <message>
            <source>What is shown of the validation</source>
            <translation>Ce qui est montré de la validation</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>Images</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>Courbes</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>Montrer</translation>
        </message>
        <message>
            <source>The process ended before the run was finished. Resume goes on at the last saved state.</source>
            <translation>Le processus s’est arrêté avant la fin de l’entraînement. « Reprendre » continue au dernier état enregistré.</translation>
        </message>
        <message>
            <source>Its last words: {0}</source>
            <translation>Ses derniers mots : {0}</translation>
        </message>
        <message>
            <source>It begins by itself when the run before it has ended, while this window is open or once it is opened again.</source>
            <translation>Il commence de lui-même quand l’entraînement précédent est terminé, tant que cette fenêtre est ouverte ou dès qu’elle est rouverte.</translation>
        </message>
        <message>
            <source>It rests while pictures are enlarged, and goes on by itself.</source>
            <translation>Il attend pendant que des images sont agrandies, et continue de lui-même.</translation>
        </message>
        <message>
            <source>Nothing to use yet: so far no state was better than the start.</source>
            <translation>Rien à utiliser pour l’instant : aucun état n’a encore été meilleur que le départ.</translation>
        </message>
        <message>
            <source>Nothing to use yet: the first check would have been at iteration {0}.</source>
            <translation>Rien à utiliser pour l’instant : la première vérification aurait eu lieu à l’itération {0}.</translation>
        </message>
        <message>
            <source>PSNR in dB, higher is closer to the original.</source>
            <translation>PSNR en dB, plus haut est plus proche de l’original.</translation>
        </message>
        <message>
            <source>PSNR in dB above plain bicubic enlargement, higher is better.</source>
            <translation>PSNR en dB au-dessus d’un simple agrandissement bicubique, plus haut est mieux.</translation>
        </message>
        <message>
            <source>What decides which state is the best: lower is better.</source>
            <translation>Ce qui décide quel état est le meilleur : plus bas est mieux.</translation>
        </message>
        <message>
            <source>Visible difference as a share of bicubic's: lower is better.</source>
            <translation>Différence visible en proportion de celle du bicubique : plus bas est mieux.</translation>
        </message>
        <message>
            <source>Dashed: the model before training. Ring: the best so far.</source>
            <translation>Tirets : le modèle avant l’entraînement. Anneau : le meilleur jusqu’ici.</translation>
        </message>
        <message>
            <source>iteration {0} of {1}</source>
            <translation>itération {0} sur {1}</translation>
        </message>
        <message>
            <source>{0} samples a second</source>
            <translation>{0} exemples par seconde</translation>
        </message>
        <message>
            <source>{0} of memory</source>
            <translation>{0} de mémoire</translation>
        </message>
        <message>
            <source>The run has not ended; its best state so far can be used all the same.</source>
            <translation>L’entraînement n’est pas terminé ; son meilleur état jusqu’ici peut tout de même être utilisé.</translation>
        </message>
        <message>
            <source>No state was better than the start: the newest one, of iteration {0}, is taken.</source>
            <translation>Aucun état n’a été meilleur que le départ : le plus récent, de l’itération {0}, est pris.</translation>
        </message>
        <message>
            <source>What it was earlier is among your models as {0}.</source>
            <translation>Un état antérieur figure parmi vos modèles sous le nom {0}.</translation>
        </message>
        <message>
            <source>It is among your models as {0}.</source>
            <translation>Il est parmi vos modèles sous le nom {0}.</translation>
        </message>
        <message>
            <source>Making the model…</source>
            <translation>Création du modèle…</translation>
        </message>
        <message>
            <source>The training run cannot be reached: {0}</source>
            <translation>L’entraînement est inaccessible : {0}</translation>
        </message>
        <message>
            <source>Show what it does</source>
            <translation>Montrer ce qu’il fait</translation>
        </message>
        <message>
            <source>Computes three small examples with this model</source>
            <translation>Calcule trois petits exemples avec ce modèle</translation>
        </message>
        <message>
            <source>Waiting: pictures come first.</source>
            <translation>En attente : les images passent d’abord.</translation>
        </message>
        <message>
            <source>Computing example {0} of {1}…</source>
            <translation>Calcul de l’exemple {0} sur {1}…</translation>
        </message>
        <message>
            <source>Before and after: {0}</source>
            <translation>Avant et après : {0}</translation>
        </message>
        <message>
            <source>A soft photograph, one worn by JPEG, and a drawing: drag to see before and after</source>
            <translation>Une photo floue, une autre abîmée par JPEG et un dessin : faites glisser pour voir l’avant et l’après</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>Pas encore d’images</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>Entrée</translation>
        </message>
        <message>
            <source>Before training</source>
            <translation>Avant l’entraînement</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>Comparer avec</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>Image</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>Validation</translation>
        </message>
        <message>
            <source>Earlier validation</source>
            <translation>Validation précédente</translation>
        </message>
        <message>
            <source>Later validation</source>
            <translation>Validation suivante</translation>
        </message>
        <message>
            <source>What the model makes of pictures it does not learn from appears here at each validation, the first time before it has learnt anything.</source>
            <translation>Ce que le modèle fait d’images dont il n’apprend pas apparaît ici à chaque validation, la première fois avant qu’il ait appris quoi que ce soit.</translation>
        </message>
        <message>
            <source>iteration {0}</source>
            <translation>itération {0}</translation>
        </message>
        <message>
            <source>Iteration {0}</source>
            <translation>Itération {0}</translation>
        </message>
        <message>
            <source>Picture {0}</source>
            <translation>Image {0}</translation>
        </message>
        <message>
            <source>These pictures cannot be read.</source>
            <translation>Ces images ne peuvent pas être lues.</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>La même graine et les mêmes réglages redonnent le même résultat.</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>Une autre graine</translation>
        </message>
        <message>
            <source>Keep this seed for every run</source>
            <translation>Garder cette graine pour chaque calcul</translation>
        </message>
        <message>
            <source>Every run uses this seed</source>
            <translation>Chaque calcul utilise cette graine</translation>
        </message>
        <message>
            <source>Save the sheet</source>
            <translation>Enregistrer la planche</translation>
        </message>
        <message>
            <source>The sheet could not be saved to {0}: choose another folder.</source>
            <translation>La planche n’a pas pu être enregistrée dans {0} : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>Planche-contact</translation>
        </message>
        <message>
            <source>The part with the most detail</source>
            <translation>La partie la plus détaillée</translation>
        </message>
        <message>
            <source>COLUMNS</source>
            <translation>COLONNES</translation>
        </message>
        <message>
            <source>ROWS</source>
            <translation>LIGNES</translation>
        </message>
        <message>
            <source>Save the sheet…</source>
            <translation>Enregistrer la planche…</translation>
        </message>
        <message>
            <source>As one picture, every cell at 100 %, with its labels</source>
            <translation>En une seule image, chaque case à 100 %, avec ses légendes</translation>
        </message>
        <message>
            <source>REGION</source>
            <translation>ZONE</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>Pas d’image</translation>
        </message>
        <message>
            <source>Compute {0}</source>
            <translation>Calculer {0}</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>Calculer</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>Cette image ne peut pas être affichée</translation>
        </message>
        <message>
            <source>{0} cannot be shown.</source>
            <translation>{0} ne peut pas être affiché.</translation>
        </message>
        <message>
            <source>{0} has another shape than {1}: it is shown whole, not stretched.</source>
            <translation>{0} n’a pas les mêmes proportions que {1} : l’image est montrée en entier, sans être déformée.</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>ÉCHELLE</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>Échelle</translation>
        </message>
        <message>
            <source>Restore: the same size, without its noise and softness</source>
            <translation>Restaurer : la même taille, sans le bruit ni le manque de netteté</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>Autre</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>Pixels</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>Tirage</translation>
        </message>
        <message>
            <source>Other sizes</source>
            <translation>Autres tailles</translation>
        </message>
        <message>
            <source>Width of the result</source>
            <translation>Largeur du résultat</translation>
        </message>
        <message>
            <source>Height of the result</source>
            <translation>Hauteur du résultat</translation>
        </message>
        <message>
            <source>What has so many pixels</source>
            <translation>Ce qui a ce nombre de pixels</translation>
        </message>
        <message>
            <source>Width × height</source>
            <translation>Largeur × hauteur</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>Grand côté</translation>
        </message>
        <message>
            <source>Shorter side</source>
            <translation>Petit côté</translation>
        </message>
        <message>
            <source>Pixels of this side</source>
            <translation>Pixels de ce côté</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>Choose which part of the picture is printed</source>
            <translation>Choisir la partie de l’image à imprimer</translation>
        </message>
        <message>
            <source>{0} × {1}, left as it is: only pictures below {2} px are enlarged</source>
            <translation>{0} × {1}, reste telle quelle : seules les images de moins de {2} px sont agrandies</translation>
        </message>
        <message>
            <source>{0} × {1}, restored at the same size</source>
            <translation>{0} × {1}, restauré à la même taille</translation>
        </message>
        <message>
            <source>from {0} × {1} to {2} × {3}</source>
            <translation>de {0} × {1} à {2} × {3}</translation>
        </message>
        <message>
            <source>Prints {0}.</source>
            <translation>S’imprime en {0}.</translation>
        </message>
        <message>
            <source>The picture keeps its shape: for {0} × {1} {2} it has to be cropped.</source>
            <translation>L’image garde ses proportions : pour {0} × {1} {2}, il faut la recadrer.</translation>
        </message>
        <message>
            <source>Crop to {0} × {1}…</source>
            <translation>Recadrer en {0} × {1}…</translation>
        </message>
        <message>
            <source>This model does not enlarge: the enlargement is interpolated.</source>
            <translation>Ce modèle n’agrandit pas : l’agrandissement est interpolé.</translation>
        </message>
        <message>
            <source>This model enlarges up to {0}×: the rest is interpolated.</source>
            <translation>Ce modèle agrandit jusqu’à {0}× : le reste est interpolé.</translation>
        </message>
        <message>
            <source>This model enlarges the reduced picture up to {0}×: the rest is interpolated.</source>
            <translation>Ce modèle agrandit l’image réduite jusqu’à {0}× : le reste est interpolé.</translation>
        </message>
        <message>
            <source>More than {0}× takes several passes.</source>
            <translation>Plus de {0}× demande plusieurs passes.</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>Au plus</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> Mo</translation>
        </message>
        <message>
            <source>Size of the file at most</source>
            <translation>Taille maximale du fichier</translation>
        </message>
        <message>
            <source>For places that take no larger files: the highest quality whose file fits is looked for, up to the one above. PNG, TIFF and files without loss have no quality that could be lowered.</source>
            <translation>Pour les sites qui n’acceptent pas de fichiers plus gros : la qualité la plus élevée dont le fichier convient est cherchée, jusqu’à celle ci-dessus. PNG, TIFF et les fichiers sans perte n’ont pas de qualité à baisser.</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>Mesurer</translation>
        </message>
        <message>
            <source>Trains for a few seconds to find out how long the run will take and what memory it needs.</source>
            <translation>Entraîne quelques secondes pour savoir combien de temps l’entraînement prendra et quelle mémoire il lui faut.</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>Commencer l’entraînement</translation>
        </message>
        <message>
            <source>The measurement failed: {0}</source>
            <translation>La mesure a échoué : {0}</translation>
        </message>
        <message>
            <source>Add to the queue</source>
            <translation>Ajouter à la file d’attente</translation>
        </message>
        <message>
            <source>This cannot start yet.</source>
            <translation>Cela ne peut pas encore commencer.</translation>
        </message>
        <message>
            <source>Choose pictures first.</source>
            <translation>Choisissez d’abord des images.</translation>
        </message>
        <message>
            <source>This takes up to a minute. You can start without it.</source>
            <translation>Cela prend jusqu’à une minute. Vous pouvez commencer sans.</translation>
        </message>
        <message>
            <source>Measuring how long it will take…</source>
            <translation>Mesure de la durée en cours…</translation>
        </message>
        <message>
            <source>Measure tells you the time and the memory beforehand.</source>
            <translation>« Mesurer » vous dit d’avance le temps et la mémoire.</translation>
        </message>
        <message>
            <source>Another run is at work: this one will wait for its turn.</source>
            <translation>Un autre entraînement est au travail : celui-ci attendra son tour.</translation>
        </message>
        <message>
            <source>{0} iterations</source>
            <translation>{0} itérations</translation>
        </message>
        <message>
            <source>Takes {0}, up to {1} of memory and {3} of disk on: {2}</source>
            <translation>Prend {0}, jusqu’à {1} de mémoire et {3} de disque sur : {2}</translation>
        </message>
        <message>
            <source>Takes {0} and up to {1} of memory on: {2}</source>
            <translation>Prend {0} et jusqu’à {1} de mémoire sur : {2}</translation>
        </message>
        <message>
            <source>At best {0} dB PSNR: what the model's autoencoder can show of these pictures.</source>
            <translation>Au mieux {0} dB de PSNR : ce que l’autoencodeur du modèle peut montrer de ces images.</translation>
        </message>
        <message>
            <source>Measured with other settings: measure again to be sure.</source>
            <translation>Mesuré avec d’autres réglages : mesurez de nouveau pour être sûr.</translation>
        </message>
        <message>
            <source>Measure time and memory</source>
            <translation>Mesurer le temps et la mémoire</translation>
        </message>
        <message>
            <source> · {0} more waiting</source>
            <translation> · {0} de plus en attente</translation>
        </message>
        <message>
            <source> · all in about {0}</source>
            <translation> · tout dans environ {0}</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>Enregistrement de {0}</translation>
        </message>
        <message>
            <source>1 result…</source>
            <translation>1 résultat…</translation>
        </message>
        <message>
            <source>{0} results…</source>
            <translation>{0} résultats…</translation>
        </message>
        <message>
            <source>Memory that the program uses</source>
            <translation>Mémoire utilisée par le programme</translation>
        </message>
        <message>
            <source>Save this step…</source>
            <translation>Enregistrer cette étape…</translation>
        </message>
        <message>
            <source>Put this step on the left</source>
            <translation>Mettre cette étape à gauche</translation>
        </message>
        <message>
            <source>Back to what was on the left</source>
            <translation>Revenir à ce qui était à gauche</translation>
        </message>
        <message>
            <source>Save this step</source>
            <translation>Enregistrer cette étape</translation>
        </message>
        <message>
            <source>Saved as {0} ({1}, the size of the preview)</source>
            <translation>Enregistré sous {0} ({1}, la taille de l’aperçu)</translation>
        </message>
        <message>
            <source>The step could not be saved to {0}: choose another folder.</source>
            <translation>L’étape n’a pas pu être enregistrée dans {0} : choisissez un autre dossier.</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>Intensité</translation>
        </message>
        <message>
            <source>How much of the model's picture is taken; the rest is the faithful one</source>
            <translation>La part de l’image du modèle qui est prise ; le reste vient de l’image fidèle</translation>
        </message>
        <message>
            <source>Faithful picture</source>
            <translation>Image fidèle</translation>
        </message>
        <message>
            <source>What the result is mixed with, and what stays where it is protected</source>
            <translation>Ce avec quoi le résultat est mélangé, et ce qui reste là où il est protégé</translation>
        </message>
        <message>
            <source>Enlargement</source>
            <translation>Agrandissement</translation>
        </message>
        <message>
            <source>Kappa 0.1</source>
            <translation>Kappa 0,1</translation>
        </message>
        <message>
            <source>Keep the grain</source>
            <translation>Garder le grain</translation>
        </message>
        <message>
            <source>Bring the finest structure of the original back into the result</source>
            <translation>Remettre dans le résultat la structure la plus fine de l’original</translation>
        </message>
        <message>
            <source>over</source>
            <translation>sur</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>Protéger</translation>
        </message>
        <message>
            <source>Paint where the faithful picture shall stay, as on faces and text</source>
            <translation>Peindre là où l’image fidèle doit rester, par exemple sur des visages et du texte</translation>
        </message>
        <message>
            <source>Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush.</source>
            <translation>Peignez ce qui doit rester. Le bouton droit efface, [ et ] ou Ctrl et la molette règlent la taille du pinceau.</translation>
        </message>
        <message>
            <source>Undo the last stroke (Ctrl+Z)</source>
            <translation>Annuler le dernier trait (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Protect nothing</source>
            <translation>Ne rien protéger</translation>
        </message>
        <message>
            <source>Find faces and text</source>
            <translation>Trouver visages et texte</translation>
        </message>
        <message>
            <source>Propose faces and lines of text to protect; nothing is protected unasked</source>
            <translation>Proposer des visages et des lignes de texte à protéger ; rien n’est protégé sans votre accord</translation>
        </message>
        <message>
            <source>Protect all</source>
            <translation>Tout protéger</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>Fermer</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>Calcul en cours…</translation>
        </message>
        <message>
            <source>No faces and no text were found.</source>
            <translation>Aucun visage ni texte n’a été trouvé.</translation>
        </message>
        <message>
            <source>1 place found.</source>
            <translation>1 endroit trouvé.</translation>
        </message>
        <message>
            <source>{0} places found.</source>
            <translation>{0} endroits trouvés.</translation>
        </message>
        <message>
            <source>A click protects one, the right button dismisses it.</source>
            <translation>Un clic protège un endroit, le bouton droit l’écarte.</translation>
        </message>
        <message>
            <source>A damaged file was set aside. It lies here now: {0}</source>
            <translation>Un fichier endommagé a été mis de côté. Il se trouve maintenant ici : {0}</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged: its results are of the picture before.</source>
            <translation>{0} a été modifiée depuis son agrandissement : ses résultats viennent de l’image précédente.</translation>
        </message>
        <message>
            <source>Trainings and the authors' models can use your graphics card ({0}). That takes {1} once.</source>
            <translation>Les entraînements et les modèles des auteurs peuvent utiliser votre carte graphique ({0}). Cela prend {1}, une seule fois.</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>Me montrer</translation>
        </message>
        <message>
            <source>Your graphics card is used from the next start on.</source>
            <translation>Votre carte graphique est utilisée à partir du prochain démarrage.</translation>
        </message>
        <message>
            <source>It ended before it was done. What has arrived is kept.</source>
            <translation>Cela s’est arrêté avant la fin. Ce qui est arrivé est gardé.</translation>
        </message>
        <message>
            <source>Kind of graphics card</source>
            <translation>Type de carte graphique</translation>
        </message>
        <message>
            <source>Delete what has been fetched</source>
            <translation>Supprime ce qui a été téléchargé</translation>
        </message>
        <message>
            <source>Support for my graphics card</source>
            <translation>Prise en charge de ma carte graphique</translation>
        </message>
        <message>
            <source>Installed: torch {0}, which can use {1}. It works from the next start on.</source>
            <translation>Installé : torch {0}, qui peut utiliser {1}. Il fonctionne à partir du prochain démarrage.</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>Installer</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>Préparation…</translation>
        </message>
        <message>
            <source>About {0} of {1} have arrived. You can close this window and go on working.</source>
            <translation>Environ {0} sur {1} sont arrivés. Vous pouvez fermer cette fenêtre et continuer à travailler.</translation>
        </message>
        <message>
            <source>Checking that it computes…</source>
            <translation>Vérification du calcul…</translation>
        </message>
        <message>
            <source>For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed.</source>
            <translation>Pour les entraînements et les modèles des auteurs : {0} à télécharger, {1} sur le disque. Cela peut être annulé et retiré.</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>AVEC QUEL SOIN</translation>
        </message>
        <message>
            <source>Settings for experts</source>
            <translation>Réglages pour experts</translation>
        </message>
        <message>
            <source>Back to the preset's values</source>
            <translation>Revenir aux valeurs du préréglage</translation>
        </message>
        <message>
            <source>Changed by you: {0}</source>
            <translation>Modifié par vous : {0}</translation>
        </message>
        <message>
            <source>Too little is left of this file: no part of it can be shown.</source>
            <translation>Il reste trop peu de ce fichier : aucune partie ne peut être affichée.</translation>
        </message>
        <message>
            <source>This picture cannot be read.</source>
            <translation>Cette image ne peut pas être lue.</translation>
        </message>
        <message>
            <source>Make a model better at your kind of picture. It is done on this computer, in the background; the window can be closed meanwhile.</source>
            <translation>Rendez un modèle meilleur pour votre genre d’images. Cela se fait sur cet ordinateur, en arrière-plan ; la fenêtre peut être fermée pendant ce temps.</translation>
        </message>
        <message>
            <source>Model to start from</source>
            <translation>Modèle de départ</translation>
        </message>
        <message>
            <source>For example: My scanned pages</source>
            <translation>Par exemple : Mes pages numérisées</translation>
        </message>
        <message>
            <source>Name of the new model</source>
            <translation>Nom du nouveau modèle</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>Partir de</translation>
        </message>
        <message>
            <source>The training {0} has ended: its folder is no longer there.</source>
            <translation>L’entraînement {0} est terminé : son dossier n’existe plus.</translation>
        </message>
        <message>
            <source>The training {0} is finished.</source>
            <translation>L’entraînement {0} est terminé.</translation>
        </message>
        <message>
            <source>The training {0} failed: {1}</source>
            <translation>L’entraînement {0} a échoué : {1}</translation>
        </message>
        <message>
            <source>The training {0} was interrupted. It can be resumed.</source>
            <translation>L’entraînement {0} a été interrompu. Il peut être repris.</translation>
        </message>
        <message>
            <source>The model could not be made: {0}</source>
            <translation>Le modèle n’a pas pu être créé : {0}</translation>
        </message>
        <message>
            <source>Take the newest state</source>
            <translation>Prendre l’état le plus récent</translation>
        </message>
        <message>
            <source>Move originals into</source>
            <translation>Déplacer les originaux dans</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({0}). Your pictures are safe; please go on.</source>
            <translation>Quelque chose s’est mal passé dans le programme ({0}). Vos images sont en sécurité ; continuez.</translation>
        </message>
        <message>
            <source>1 result from last time has not been saved.</source>
            <translation>1 résultat de la dernière fois n’a pas été enregistré.</translation>
        </message>
        <message>
            <source>{0} results from last time have not been saved.</source>
            <translation>{0} résultats de la dernière fois n’ont pas été enregistrés.</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>Les montrer</translation>
        </message>
        <message>
            <source>1 result is without what was decided about it, as there is nothing to mix it with.</source>
            <translation>1 résultat est sans ce qui a été décidé à son sujet, car il n’y a plus rien à quoi le mélanger.</translation>
        </message>
        <message>
            <source>{0} results are without what was decided about them, as there is nothing to mix them with.</source>
            <translation>{0} résultats sont sans ce qui a été décidé à leur sujet, car il n’y a plus rien à quoi les mélanger.</translation>
        </message>
        <message>
            <source>{0} is a book: only single pictures are filled in.</source>
            <translation>{0} est un livre : seules des images isolées sont remplies.</translation>
        </message>
        <message>
            <source>{0}: nothing is marked. Paint over what is to be filled in first.</source>
            <translation>{0} : rien n’est marqué. Peignez d’abord sur ce qui doit être rempli.</translation>
        </message>
        <message>
            <source>In {0} pictures nothing is marked: they stay as they are.</source>
            <translation>Dans {0} images, rien n’est marqué : elles restent telles quelles.</translation>
        </message>
        <message>
            <source>A picture waited for the model that was deleted. It waits no longer.</source>
            <translation>Une image attendait le modèle supprimé. Elle n’attend plus.</translation>
        </message>
        <message>
            <source>{0} pictures waited for the model that was deleted. They wait no longer.</source>
            <translation>{0} images attendaient le modèle supprimé. Elles n’attendent plus.</translation>
        </message>
        <message>
            <source>This size cannot be tried on a region. {0}</source>
            <translation>Cette taille ne peut pas être testée sur une zone. {0}</translation>
        </message>
        <message>
            <source>The queue is paused: the region waits until it goes on.</source>
            <translation>La file est en pause : la zone attend qu’elle reprenne.</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>Ne plus surveiller</translation>
        </message>
        <message>
            <source>Move originals…</source>
            <translation>Déplacer les originaux…</translation>
        </message>
        <message>
            <source>Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was done before stays.</source>
            <translation>Chaque image quitte le dossier dès que son résultat est enregistré. Rien n’est remplacé ; ce qui échoue ou était déjà fait reste.</translation>
        </message>
        <message>
            <source>Originals then go to {0}.</source>
            <translation>Les originaux vont ensuite dans {0}.</translation>
        </message>
        <message>
            <source>Watching {0}</source>
            <translation>Surveillance de {0}</translation>
        </message>
        <message>
            <source>It cannot be reached: waiting for it.</source>
            <translation>Il est inaccessible : attente de son retour.</translation>
        </message>
        <message>
            <source>All is done. The computer goes to sleep in {0} s.</source>
            <translation>Tout est terminé. L’ordinateur se met en veille dans {0} s.</translation>
        </message>
        <message>
            <source>All is done. The computer shuts down in {0} s.</source>
            <translation>Tout est terminé. L’ordinateur s’éteint dans {0} s.</translation>
        </message>
        <message>
            <source>All is done. The program closes in {0} s.</source>
            <translation>Tout est terminé. Le programme se ferme dans {0} s.</translation>
        </message>
        <message>
            <source>The system did not do what was to be done at the end: {0}</source>
            <translation>Le système n’a pas fait ce qui était prévu à la fin : {0}</translation>
        </message>
        <message>
            <source>When the queue is done</source>
            <translation>Quand la file est terminée</translation>
        </message>
        <message>
            <source>Let the computer sleep</source>
            <translation>Mettre l’ordinateur en veille</translation>
        </message>
        <message>
            <source>Shut the computer down</source>
            <translation>Éteindre l’ordinateur</translation>
        </message>
        <message>
            <source>Do nothing more</source>
            <translation>Ne rien faire de plus</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>Fermer le programme</translation>
        </message>
        <message>
            <source>Progress: {0}</source>
            <translation>Progression : {0}</translation>
        </message>
        <message>
            <source>Another program is fetching it: waiting…</source>
            <translation>Un autre programme le télécharge : en attente…</translation>
        </message>
        <message>
            <source>Checking and converting {0}…</source>
            <translation>Vérification et conversion de {0}…</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>{0} par seconde</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>Itérations</translation>
        </message>
        <message>
            <source>How often the weights are adjusted. More takes longer; it may end early.</source>
            <translation>Combien de fois les poids sont ajustés. Plus prend plus de temps ; cela peut finir plus tôt.</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>Lot</translation>
        </message>
        <message>
            <source>Patches in each iteration. More is steadier and slower.</source>
            <translation>Morceaux dans chaque itération. Plus est plus régulier et plus lent.</translation>
        </message>
        <message>
            <source>Parts of a batch</source>
            <translation>Parts d’un lot</translation>
        </message>
        <message>
            <source>In how many parts a batch is worked through: more saves memory. 0 lets the program choose.</source>
            <translation>En combien de parts un lot est traité : plus économise de la mémoire. 0 laisse choisir le programme.</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>Morceau</translation>
        </message>
        <message>
            <source>Side of the pieces of the good pictures that are learnt from, in pixels.</source>
            <translation>Côté des morceaux de bonnes images dont on apprend, en pixels.</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>Taux d’apprentissage</translation>
        </message>
        <message>
            <source>How large each adjustment is. Too large and the model falls apart, too small and nothing happens.</source>
            <translation>L’ampleur de chaque ajustement. Trop grand, le modèle se défait ; trop petit, rien ne se passe.</translation>
        </message>
        <message>
            <source>Learning rate at the end</source>
            <translation>Taux d’apprentissage à la fin</translation>
        </message>
        <message>
            <source>Where the rate has fallen to by the last iteration.</source>
            <translation>Où le taux est descendu à la dernière itération.</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>Échauffement</translation>
        </message>
        <message>
            <source>Iterations over which the learning rate rises at the start.</source>
            <translation>Itérations pendant lesquelles le taux d’apprentissage monte au début.</translation>
        </message>
        <message>
            <source>Averaging</source>
            <translation>Moyennage</translation>
        </message>
        <message>
            <source>How slowly the averaged weights follow, which are what you get in the end.</source>
            <translation>Avec quelle lenteur suivent les poids moyennés, qui sont ce que vous obtenez à la fin.</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>Écrêtage</translation>
        </message>
        <message>
            <source>Longest step the gradient may ask for.</source>
            <translation>Le plus grand pas que le gradient peut demander.</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>Décroissance des poids</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero. 0 is usual here.</source>
            <translation>Attraction des poids vers zéro. 0 est habituel ici.</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>Méthode</translation>
        </message>
        <message>
            <source>What is trained.</source>
            <translation>Ce qui est entraîné.</translation>
        </message>
        <message>
            <source>All weights</source>
            <translation>Tous les poids</translation>
        </message>
        <message>
            <source>Small additions only: less memory</source>
            <translation>Petits ajouts seulement : moins de mémoire</translation>
        </message>
        <message>
            <source>Rank of the additions</source>
            <translation>Rang des ajouts</translation>
        </message>
        <message>
            <source>Size of the small additions. More can learn more.</source>
            <translation>Taille des petits ajouts. Plus peut apprendre davantage.</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>Perte</translation>
        </message>
        <message>
            <source>What counts as an error.</source>
            <translation>Ce qui compte comme erreur.</translation>
        </message>
        <message>
            <source>Squared error and visible features: sharper</source>
            <translation>Erreur quadratique et traits visibles : plus net</translation>
        </message>
        <message>
            <source>Squared error alone: highest PSNR</source>
            <translation>Erreur quadratique seule : PSNR le plus haut</translation>
        </message>
        <message>
            <source>Squared error weighted by the chain's bound</source>
            <translation>Erreur quadratique pondérée par la borne de la chaîne</translation>
        </message>
        <message>
            <source>Weight of visible features</source>
            <translation>Poids des traits visibles</translation>
        </message>
        <message>
            <source>More is sharper and invents more.</source>
            <translation>Plus est plus net et invente davantage.</translation>
        </message>
        <message>
            <source>float16 is for older graphics cards; float32 is slowest and exact.</source>
            <translation>float16 est pour les cartes graphiques anciennes ; float32 est le plus lent et exact.</translation>
        </message>
        <message>
            <source>Choose for this device</source>
            <translation>Choisir pour ce périphérique</translation>
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
            <translation>Patience</translation>
        </message>
        <message>
            <source>Ends after so many validations without a better one. 0 never ends early.</source>
            <translation>S’arrête après autant de validations sans une meilleure. 0 ne s’arrête jamais plus tôt.</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>Mises à part</translation>
        </message>
        <message>
            <source>Share of the pictures that is not learnt from but judges the result.</source>
            <translation>Part des images dont on n’apprend pas, mais qui juge le résultat.</translation>
        </message>
        <message>
            <source>Validate every</source>
            <translation>Valider toutes les</translation>
        </message>
        <message>
            <source>Iterations between two looks at the held-out pictures.</source>
            <translation>Itérations entre deux regards sur les images mises à part.</translation>
        </message>
        <message>
            <source>Save every</source>
            <translation>Enregistrer toutes les</translation>
        </message>
        <message>
            <source>Iterations between two saved states: at most so many are lost by a power cut.</source>
            <translation>Itérations entre deux états enregistrés : au plus autant sont perdues lors d’une coupure de courant.</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>Fils d’exécution</translation>
        </message>
        <message>
            <source>Processor threads used; below 1 all of them.</source>
            <translation>Fils d’exécution du processeur utilisés ; en dessous de 1, tous.</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>Retrait</translation>
        </message>
        <message>
            <source>How far the training lets other programs go first.</source>
            <translation>À quel point l’entraînement laisse passer les autres programmes.</translation>
        </message>
        <message>
            <source>Another number gives another split and another order.</source>
            <translation>Un autre nombre donne une autre répartition et un autre ordre.</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>Rapide</translation>
        </message>
        <message>
            <source>Minutes on a processor. Shows whether your pictures help.</source>
            <translation>Des minutes sur un processeur. Montre si vos images aident.</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>Normal</translation>
        </message>
        <message>
            <source>An hour or some on a processor, minutes on a graphics card. A good first choice.</source>
            <translation>Une heure ou quelques-unes sur un processeur, des minutes sur une carte graphique. Un bon premier choix.</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>Approfondi</translation>
        </message>
        <message>
            <source>As long as it gets better: hours. For many pictures.</source>
            <translation>Tant que cela s’améliore : des heures. Pour beaucoup d’images.</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>impossible à lire</translation>
        </message>
        <message>
            <source>without a partner</source>
            <translation>sans partenaire</translation>
        </message>
        <message>
            <source>made by this program</source>
            <translation>de ce programme même</translation>
        </message>
        <message>
            <source>too small</source>
            <translation>de taille insuffisante</translation>
        </message>
        <message>
            <source>not matching the model's scale</source>
            <translation>sans rapport avec l’échelle du modèle</translation>
        </message>
        <message>
            <source>showing something else than the partner</source>
            <translation>montrant autre chose que le partenaire</translation>
        </message>
        <message>
            <source>there twice</source>
            <translation>en double</translation>
        </message>
        <message>
            <source>shifted against the partner</source>
            <translation>avec décalage par rapport au partenaire</translation>
        </message>
        <message>
            <source>differing in colour or brightness from the partner</source>
            <translation>d’une autre couleur ou luminosité que le partenaire</translation>
        </message>
        <message>
            <source>soft for its size</source>
            <translation>peu nette pour sa taille</translation>
        </message>
        <message>
            <source>In most pairs the two show different things: the names of one side may be off by one.</source>
            <translation>Dans la plupart des paires, les deux montrent des choses différentes : les noms d’un côté sont peut-être décalés d’un rang.</translation>
        </message>
        <message>
            <source>These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study and redistribution for non-commercial purposes only; for anything commercial, ask the authors.</source>
            <translation>Ces poids ont été publiés par les auteurs de ResShift sous la NTU S-Lab License 1.0. Elle permet l’utilisation, l’étude et la redistribution à des fins non commerciales seulement ; pour tout usage commercial, adressez-vous aux auteurs.</translation>
        </message>
        <message>
            <source>its authors name none; the package's is MIT</source>
            <translation>les auteurs n’en nomment aucune ; celle du paquet est MIT</translation>
        </message>
    </context>
</TS>
