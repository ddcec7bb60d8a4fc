<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
    <context>
        <name>studio</name>
        <message>
            <source>Faithful</source>
            <translation>忠実</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>バランス</translation>
        </message>
        <message>
            <source>Detailed</source>
            <translation>精細</translation>
        </message>
        <message>
            <source>without the picture's colours</source>
            <translation>画像の色を保たない</translation>
        </message>
        <message>
            <source>kappa {0}</source>
            <translation>kappa {0}</translation>
        </message>
        <message>
            <source>seamless texture</source>
            <translation>継ぎ目のないテクスチャ</translation>
        </message>
        <message>
            <source>only below {0} px</source>
            <translation>{0} px 未満のみ</translation>
        </message>
        <message>
            <source>shorter side {0} px</source>
            <translation>短辺 {0} px</translation>
        </message>
        <message>
            <source>longer side {0} px</source>
            <translation>長辺 {0} px</translation>
        </message>
        <message>
            <source>{0} pixels</source>
            <translation>{0} ピクセル</translation>
        </message>
        <message>
            <source>reduced first if it is soft</source>
            <translation>甘ければ先に縮小</translation>
        </message>
        <message>
            <source>reduced to {0} % first</source>
            <translation>先に {0} % に縮小</translation>
        </message>
        <message>
            <source>format as the picture</source>
            <translation>形式は画像と同じ</translation>
        </message>
        <message>
            <source>{0} lossless</source>
            <translation>{0} 可逆</translation>
        </message>
        <message>
            <source>into {0}</source>
            <translation>{0} へ</translation>
        </message>
        <message>
            <source>saved beside the picture</source>
            <translation>画像の横に保存</translation>
        </message>
        <message>
            <source>saved into a sub-folder</source>
            <translation>サブフォルダーに保存</translation>
        </message>
        <message>
            <source>There is no Python in {0}: choose an environment's folder.</source>
            <translation>{0} に Python がありません。環境のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot be started.</source>
            <translation>{0} を起動できません。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: its Python crashed while it looked for the engine's packages.</source>
            <translation>{0} ではエンジンを実行できません。エンジンのパッケージを探している間に、その Python がクラッシュしました。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it needs Python 3.11 or newer.</source>
            <translation>{0} ではエンジンを実行できません。Python 3.11 以降が必要です。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it ended without saying what it has. See the log.</source>
            <translation>{0} ではエンジンを実行できません。何があるかを答えずに終了しました。ログを確認してください。</translation>
        </message>
        <message>
            <source>Python {0} is too old: the engine needs 3.11 or newer.</source>
            <translation>Python {0} は古すぎます。エンジンには 3.11 以降が必要です。</translation>
        </message>
        <message>
            <source>Packages are missing. Install them with: {0} -m pip install {1}</source>
            <translation>パッケージが足りません。次のコマンドでインストールしてください: {0} -m pip install {1}</translation>
        </message>
        <message>
            <source>Python {0}, torch {1}: {2}</source>
            <translation>Python {0}、torch {1}: {2}</translation>
        </message>
        <message>
            <source>{0} free</source>
            <translation>空き {0}</translation>
        </message>
        <message>
            <source>The engine runs in the Python environment {0} (torch {1}).</source>
            <translation>エンジンは Python 環境 {0}（torch {1}）で動いています。</translation>
        </message>
        <message>
            <source>The Python environment {0} does not answer: see the log.</source>
            <translation>Python 環境 {0} が応答しません。ログを確認してください。</translation>
        </message>
        <message>
            <source>The Python environment's engine has ended unexpectedly: try again, or see the log.</source>
            <translation>Python 環境のエンジンが予期せず終了しました。もう一度試すか、ログを確認してください。</translation>
        </message>
        <message>
            <source>The Python environment is not used: {0}</source>
            <translation>Python 環境は使われません: {0}</translation>
        </message>
        <message>
            <source>The Python environment {0} is not used ({1}): choose another one, or see the log.</source>
            <translation>Python 環境 {0} は使われません（{1}）。別の環境を選ぶか、ログを確認してください。</translation>
        </message>
        <message>
            <source>{0}: no graphics device that can compute was found.</source>
            <translation>{0}: 計算できるグラフィックデバイスが見つかりませんでした。</translation>
        </message>
        <message>
            <source>{0}: the fastest device that was found.</source>
            <translation>{0}: 見つかった中で最も速いデバイスです。</translation>
        </message>
        <message>
            <source>Processor, 1 core</source>
            <translation>プロセッサー、1 コア</translation>
        </message>
        <message>
            <source>Processor, {0} cores</source>
            <translation>プロセッサー、{0} コア</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>ステップ</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>シード</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>None</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>“{0}” is not a number.</source>
            <translation>「{0}」は数値ではありません。</translation>
        </message>
        <message>
            <source>{0} is out of range: {1} to {2}.</source>
            <translation>{0} は範囲外です: {1}～{2}。</translation>
        </message>
        <message>
            <source>Give at least one value.</source>
            <translation>値を少なくとも 1 つ入力してください。</translation>
        </message>
        <message>
            <source>At most {0} values fit along one side.</source>
            <translation>一辺に入る値は {0} 個までです。</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>シード {0}</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 セル</translation>
        </message>
        <message>
            <source>{0} cells</source>
            <translation>{0} セル</translation>
        </message>
        <message>
            <source>default</source>
            <translation>既定</translation>
        </message>
        <message>
            <source>{0} · no steps, no kappa, no seed</source>
            <translation>{0} · ステップ、kappa、シードなし</translation>
        </message>
        <message>
            <source>the same again</source>
            <translation>ほかと同じ</translation>
        </message>
        <message>
            <source>not computed</source>
            <translation>未計算</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>待機中</translation>
        </message>
        <message>
            <source>computing…</source>
            <translation>計算中…</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>the model's default</source>
            <translation>モデルの既定値</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>同じサイズ</translation>
        </message>
        <message>
            <source>{0} times larger</source>
            <translation>{0} 倍に拡大</translation>
        </message>
        <message>
            <source>This model restores at once, whatever kappa, steps and seed: compare it with others.</source>
            <translation>このモデルは kappa、ステップ、シードに関係なく一度で復元します。ほかのモデルと比較してください。</translation>
        </message>
        <message>
            <source>All else is as on the page Upscale: {0}.</source>
            <translation>ほかは「拡大」ページと同じです: {0}。</translation>
        </message>
        <message>
            <source>The queue is paused: the sheet waits</source>
            <translation>待ち行列が一時停止中です。シートは待機しています</translation>
        </message>
        <message>
            <source>The queue is at work: the sheet waits</source>
            <translation>待ち行列を処理中です。シートは待機しています</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} / {1}</translation>
        </message>
        <message>
            <source> · about {0} left</source>
            <translation> · 残り約 {0}</translation>
        </message>
        <message>
            <source>A lower kappa stays closer.</source>
            <translation>kappa を低くすると元の画像に近くなります。</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged, so the two cannot be compared.</source>
            <translation>{0} は拡大した後に変更されたため、両者を比較できません。</translation>
        </message>
        <message>
            <source>This result is no longer there.</source>
            <translation>この結果はもうありません。</translation>
        </message>
        <message>
            <source>All seeds give the same result.</source>
            <translation>どのシードでも同じ結果になります。</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the picture ({3} seeds).</source>
            <translation>シードによって異なる部分はモデルの創作です: 255 階調中、平均 {0}。画像の {2}% では {1} 以上（シード {3} 個）。</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the region ({3} seeds).</source>
            <translation>シードによって異なる部分はモデルの創作です: 255 階調中、平均 {0}。領域の {2}% では {1} 以上（シード {3} 個）。</translation>
        </message>
        <message>
            <source>The result differs from the picture by {0} of 255 levels.</source>
            <translation>結果と画像の差は 255 階調中 {0} です。</translation>
        </message>
        <message>
            <source>Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}.</source>
            <translation>縮小して元のサイズに戻すと、結果と画像の差は 255 階調中 {0} です。通常の拡大では {1} です。</translation>
        </message>
        <message>
            <source>It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away.</source>
            <translation>元の画像から離れています。ノイズの多い画像や圧縮された画像では、その一部は取り除かれたノイズです。</translation>
        </message>
        <message>
            <source>It keeps to the picture.</source>
            <translation>元の画像に忠実です。</translation>
        </message>
        <message>
            <source>Most of it lies {0} of the region.</source>
            <translation>その大部分は領域の{0}にあります。</translation>
        </message>
        <message>
            <source>Most of it lies {0}.</source>
            <translation>その大部分は{0}にあります。</translation>
        </message>
        <message>
            <source>The colours as a whole have drifted.</source>
            <translation>色が全体にずれています。</translation>
        </message>
        <message>
            <source>at the upper left</source>
            <translation>左上</translation>
        </message>
        <message>
            <source>at the top</source>
            <translation>上部</translation>
        </message>
        <message>
            <source>at the upper right</source>
            <translation>右上</translation>
        </message>
        <message>
            <source>at the left</source>
            <translation>左側</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>中央</translation>
        </message>
        <message>
            <source>at the right</source>
            <translation>右側</translation>
        </message>
        <message>
            <source>at the lower left</source>
            <translation>左下</translation>
        </message>
        <message>
            <source>at the bottom</source>
            <translation>下部</translation>
        </message>
        <message>
            <source>at the lower right</source>
            <translation>右下</translation>
        </message>
        <message>
            <source>1 step</source>
            <translation>1 ステップ</translation>
        </message>
        <message>
            <source>{0} steps</source>
            <translation>{0} ステップ</translation>
        </message>
        <message>
            <source>{0} s</source>
            <translation>{0} 秒</translation>
        </message>
        <message>
            <source>{0} min {1} s</source>
            <translation>{0} 分 {1} 秒</translation>
        </message>
        <message>
            <source>{0} min</source>
            <translation>{0} 分</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} 時間 {1} 分</translation>
        </message>
        <message>
            <source>{0}×</source>
            <translation>{0}×</translation>
        </message>
        <message>
            <source>keeps the size</source>
            <translation>サイズを保つ</translation>
        </message>
        <message>
            <source>Fills in what you mark in a picture.</source>
            <translation>画像の印を付けた部分を埋めます。</translation>
        </message>
        <message>
            <source>Restores the faces in a picture.</source>
            <translation>画像の中の顔を復元します。</translation>
        </message>
        <message>
            <source>A part of other models.</source>
            <translation>ほかのモデルの一部です。</translation>
        </message>
        <message>
            <source>For pictures of every kind.</source>
            <translation>あらゆる画像向け。</translation>
        </message>
        <message>
            <source>For clean pictures.</source>
            <translation>きれいな画像向け。</translation>
        </message>
        <message>
            <source>For blurred, noisy or compressed pictures.</source>
            <translation>ぼけ、ノイズ、圧縮で劣化した画像向け。</translation>
        </message>
        <message>
            <source>No example: it needs a picture in which something is marked.</source>
            <translation>例はありません。一部に印を付けた画像が必要です。</translation>
        </message>
        <message>
            <source>No example: it needs a picture with faces.</source>
            <translation>例はありません。顔のある画像が必要です。</translation>
        </message>
        <message>
            <source>Dropped picture</source>
            <translation>ドロップした画像</translation>
        </message>
        <message>
            <source>{0} lies on the network: save it first, then drop the file.</source>
            <translation>{0} はネットワーク上にあります。まず保存してから、ファイルをドロップしてください。</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>貼り付けた画像</translation>
        </message>
        <message>
            <source>The picture could not be read.</source>
            <translation>画像を読み込めませんでした。</translation>
        </message>
        <message>
            <source>In {0} other kinds of files were passed over: {1}.</source>
            <translation>{0} では、ほかの種類のファイルを飛ばしました: {1}。</translation>
        </message>
        <message>
            <source>In {0} results of earlier runs were passed over: {1}.</source>
            <translation>{0} では、以前の結果を飛ばしました: {1}。</translation>
        </message>
        <message>
            <source>Which pictures still wait cannot be kept safe from a crash: {0}</source>
            <translation>待機中の画像の一覧をクラッシュから守れません: {0}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>not below {0} px</source>
            <translation>{0} px 未満でない</translation>
        </message>
        <message>
            <source>done before</source>
            <translation>処理済み</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>準備完了</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 ページ</translation>
        </message>
        <message>
            <source>{0} pages</source>
            <translation>{0} ページ</translation>
        </message>
        <message>
            <source>then again</source>
            <translation>その後もう一度</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>一時停止</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0}%</translation>
        </message>
        <message>
            <source>done</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>保存済み</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>保存中…</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>done, not saved</source>
            <translation>完了・未保存</translation>
        </message>
        <message>
            <source>Before it is enlarged: {0}.</source>
            <translation>拡大の前に：{0}。</translation>
        </message>
        <message>
            <source>Left as it is: only pictures whose longer side is below {0} pixels are enlarged.</source>
            <translation>そのままです: 長辺が {0} 画素未満の画像だけを拡大します。</translation>
        </message>
        <message>
            <source>It is done once more afterwards, with the settings that were chosen meanwhile.</source>
            <translation>この後、その間に選んだ設定でもう一度行います。</translation>
        </message>
        <message>
            <source>The pages that are done are kept for two weeks: start it again, and it goes on.</source>
            <translation>完成したページは 2 週間保存されます。もう一度開始すると続きから再開します。</translation>
        </message>
        <message>
            <source>What was changed since it was saved is in no file yet.</source>
            <translation>保存した後の変更は、まだどのファイルにも入っていません。</translation>
        </message>
        <message>
            <source>The newest result is not saved yet.</source>
            <translation>最新の結果はまだ保存されていません。</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>{0} として保存しました</translation>
        </message>
        <message>
            <source>cropped</source>
            <translation>切り抜き</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>{0}° 回転</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>左右反転</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>エンジンを待っています</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>モデルを読み込み中</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>画像を読み込み中</translation>
        </message>
        <message>
            <source>Sharpening</source>
            <translation>鮮明化中</translation>
        </message>
        <message>
            <source>Putting it together</source>
            <translation>つなぎ合わせ中</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>保存中</translation>
        </message>
        <message>
            <source>page {0} of {1}</source>
            <translation>ページ {0} / {1}</translation>
        </message>
        <message>
            <source>frame {0} of {1}</source>
            <translation>フレーム {0} / {1}</translation>
        </message>
        <message>
            <source>step {0} of {1}</source>
            <translation>ステップ {0}/{1}</translation>
        </message>
        <message>
            <source>tile {0} of {1}</source>
            <translation>タイル {0}/{1}</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>残り {0}</translation>
        </message>
        <message>
            <source>The original is no longer there.</source>
            <translation>元の画像はもうありません。</translation>
        </message>
        <message>
            <source>{0} megapixels are too many for the clipboard: save the picture instead.</source>
            <translation>{0} メガピクセルはクリップボードには大きすぎます。コピーの代わりに画像を保存してください。</translation>
        </message>
        <message>
            <source>There is not enough memory to copy the picture: close other programs, or save it instead.</source>
            <translation>メモリが足りないため画像をコピーできません。ほかのプログラムを閉じるか、コピーの代わりに保存してください。</translation>
        </message>
        <message>
            <source>The picture could not be copied: save it instead.</source>
            <translation>画像をコピーできませんでした。コピーの代わりに保存してください。</translation>
        </message>
        <message>
            <source>1 result</source>
            <translation>1 件の結果</translation>
        </message>
        <message>
            <source>{0} results</source>
            <translation>{0} 件の結果</translation>
        </message>
        <message>
            <source> to {0}</source>
            <translation>（保存先: {0}）</translation>
        </message>
        <message>
            <source>Saving {0}{1}</source>
            <translation>保存中: {0}{1}</translation>
        </message>
        <message>
            <source> in {0}</source>
            <translation>（保存先: {0}）</translation>
        </message>
        <message>
            <source>{0} saved{1}</source>
            <translation>{0} を保存しました{1}</translation>
        </message>
        <message>
            <source>{0} of {1} saved{2}, {3} failed</source>
            <translation>{1}のうち {0} 件を保存しました{2}。失敗 {3} 件</translation>
        </message>
        <message>
            <source>Results go into the sub-folder {0}.</source>
            <translation>結果はサブフォルダー {0} に保存されます。</translation>
        </message>
        <message>
            <source>Results go into {0}.</source>
            <translation>結果は {0} に保存されます。</translation>
        </message>
        <message>
            <source>Results are saved beside the pictures.</source>
            <translation>結果は画像の隣に保存されます。</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>結果を保存</translation>
        </message>
        <message>
            <source>{0} exists already. Replace it?</source>
            <translation>{0} はすでにあります。置き換えますか？</translation>
        </message>
        <message>
            <source>The result cannot be dragged out.</source>
            <translation>結果をドラッグして取り出すことができません。</translation>
        </message>
        <message>
            <source>there is not enough memory.</source>
            <translation>メモリが足りません。</translation>
        </message>
        <message>
            <source>There is not enough memory to save the result: close other programs and save it again.</source>
            <translation>メモリが足りないため結果を保存できません。ほかのプログラムを閉じて、もう一度保存してください。</translation>
        </message>
        <message>
            <source>The result could not be saved to {0}: choose another folder.</source>
            <translation>結果を {0} に保存できませんでした。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} cannot be written to: choose another folder.</source>
            <translation>{0} に書き込めません。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} is a picture in the queue: choose another name or folder for the result.</source>
            <translation>{0} は待ち行列にある画像です。結果には別の名前かフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>{0} has been changed since the result was saved into it, so the result is no longer there: please upscale the picture again.</source>
            <translation>{0} は結果を保存した後に変更されたため、結果はもう残っていません。画像をもう一度拡大してください。</translation>
        </message>
        <message>
            <source>Open pictures…</source>
            <translation>画像を開く…</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>フォルダーを開く…</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>フォルダーを監視…</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>貼り付け</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>画像をコピー</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>名前を付けて保存…</translation>
        </message>
        <message>
            <source>Export all…</source>
            <translation>すべて書き出す…</translation>
        </message>
        <message>
            <source>Upscale</source>
            <translation>拡大</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Try a region</source>
            <translation>領域を試す</translation>
        </message>
        <message>
            <source>Turn and crop</source>
            <translation>回転と切り抜き</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>左に回転</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>右に回転</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>左右反転</translation>
        </message>
        <message>
            <source>Crop…</source>
            <translation>切り抜く…</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>画像全体</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>全体表示</translation>
        </message>
        <message>
            <source>100 %</source>
            <translation>100%</translation>
        </message>
        <message>
            <source>200 %</source>
            <translation>200%</translation>
        </message>
        <message>
            <source>Zoom in</source>
            <translation>表示を拡大</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>表示を縮小</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>並べて表示</translation>
        </message>
        <message>
            <source>Blink</source>
            <translation>交互表示</translation>
        </message>
        <message>
            <source>Previous result on the left</source>
            <translation>前の結果を左に表示</translation>
        </message>
        <message>
            <source>Compare with a file…</source>
            <translation>ファイルと比較…</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>ルーペ</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>前の画像</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>次の画像</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全画面</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>ダークまたはライト</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>ショートカット</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>設定</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>ログ</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>終了</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults are used. The old file: {0}</source>
            <translation>設定を読み込めなかったため、既定値を使います。古いファイル: {0}</translation>
        </message>
        <message>
            <source>Another ResShift Studio does not answer: settings are not stored here.</source>
            <translation>別の ResShift Studio が応答しません。ここでは設定は保存されません。</translation>
        </message>
        <message>
            <source>ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results are kept here. If it does not run there, close this window, delete {1} and start again.</source>
            <translation>{0} の ResShift Studio が同じフォルダーを使っているか、そこでクラッシュしました。そのため、ここでは設定も未保存の結果も残りません。そこで動いていない場合は、このウィンドウを閉じ、{1} を削除して、もう一度起動してください。</translation>
        </message>
        <message>
            <source>The program crashed twice in a row. It now runs without what earlier starts have left: settings, presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored.</source>
            <translation>プログラムが 2 回続けてクラッシュしました。以前の起動が残した設定、プリセット、未保存の結果、自分のモデルを使わずに動いています。どれも失われていません。今回の設定とプリセットは保存されません。</translation>
        </message>
        <message>
            <source>Set it aside for good</source>
            <translation>完全に別の場所へ移す</translation>
        </message>
        <message>
            <source>The next start is a usual one. What was set aside lies in {0}</source>
            <translation>次回は通常どおり起動します。移したものは {0} にあります</translation>
        </message>
        <message>
            <source>Nothing can be kept, because {0} cannot be written to. Save your results before you quit.</source>
            <translation>{0} に書き込めないため、何も残せません。終了する前に結果を保存してください。</translation>
        </message>
        <message>
            <source>Settings and presets are not kept, because {0} cannot be written to.</source>
            <translation>{0} に書き込めないため、設定とプリセットは残りません。</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>全体</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>画像の中</translation>
        </message>
        <message>
            <source>In the queue and in the steps</source>
            <translation>待ち行列とステップ</translation>
        </message>
        <message>
            <source>On the page Explore</source>
            <translation>「探索」ページ</translation>
        </message>
        <message>
            <source>ResShift Studio {0}. Works offline; nothing is sent anywhere.</source>
            <translation>ResShift Studio {0}。オフラインで動作し、どこにも何も送信しません。</translation>
        </message>
        <message>
            <source>move the divider; with Shift further</source>
            <translation>仕切りを動かす。Shift で大きく動かす</translation>
        </message>
        <message>
            <source>\ (hold)</source>
            <translation>\（押し続ける）</translation>
        </message>
        <message>
            <source>show the original</source>
            <translation>元の画像を表示</translation>
        </message>
        <message>
            <source>L (hold)</source>
            <translation>L（押し続ける）</translation>
        </message>
        <message>
            <source>loupe</source>
            <translation>ルーペ</translation>
        </message>
        <message>
            <source>show the other side</source>
            <translation>反対側を表示</translation>
        </message>
        <message>
            <source>Space (hold), middle button</source>
            <translation>スペース（押し続ける）、中央ボタン</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>表示位置を動かす</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>ホイール</translation>
        </message>
        <message>
            <source>zoom at the pointer</source>
            <translation>ポインターの位置で拡大縮小</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>ダブルクリック</translation>
        </message>
        <message>
            <source>fit or 100 %; on the handle: to the middle</source>
            <translation>全体表示または 100%。つまみの上では中央へ</translation>
        </message>
        <message>
            <source>Ctrl and arrows</source>
            <translation>Ctrl と矢印キー</translation>
        </message>
        <message>
            <source>Shift while a file is dropped</source>
            <translation>ファイルをドロップ中に Shift</translation>
        </message>
        <message>
            <source>compare with it, instead of adding it</source>
            <translation>追加せずに比較</translation>
        </message>
        <message>
            <source>remove from the queue</source>
            <translation>待ち行列から外す</translation>
        </message>
        <message>
            <source>Ctrl+↑  Ctrl+↓</source>
            <translation>Ctrl+↑  Ctrl+↓</translation>
        </message>
        <message>
            <source>move up or down in the queue</source>
            <translation>待ち行列の中で上または下へ動かす</translation>
        </message>
        <message>
            <source>Menu key, right click</source>
            <translation>メニューキー、右クリック</translation>
        </message>
        <message>
            <source>what can be done with a picture or a step</source>
            <translation>画像やステップに対してできること</translation>
        </message>
        <message>
            <source>the cell before, the next one; in the comparison, too</source>
            <translation>前のセル、次のセル。比較中も同じ</translation>
        </message>
        <message>
            <source>choose a cell</source>
            <translation>セルを選ぶ</translation>
        </message>
        <message>
            <source>Return, Ctrl and a click</source>
            <translation>Return、Ctrl とクリック</translation>
        </message>
        <message>
            <source>compare with another cell</source>
            <translation>別のセルと比較</translation>
        </message>
        <message>
            <source>use a cell's settings</source>
            <translation>セルの設定を使う</translation>
        </message>
        <message>
            <source>Wheel, drag, Ctrl and arrows</source>
            <translation>ホイール、ドラッグ、Ctrl と矢印キー</translation>
        </message>
        <message>
            <source>zoom and pan all cells</source>
            <translation>すべてのセルを拡大縮小し、表示位置を動かす</translation>
        </message>
        <message>
            <source>({0} to {1})</source>
            <translation>（{0}～{1}）</translation>
        </message>
        <message>
            <source>The process ended with the exit code {0} before the training began.</source>
            <translation>学習が始まる前に、プロセスが終了コード {0} で終了しました。</translation>
        </message>
        <message>
            <source>{0}: {1} instead of {2}</source>
            <translation>{0}: {2} から {1} へ</translation>
        </message>
        <message>
            <source>Change the settings</source>
            <translation>設定を変更</translation>
        </message>
        <message>
            <source>From the next start on the run works with:</source>
            <translation>次回の開始から、学習は次の設定で動きます:</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>停止中…</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>一時停止中…</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>未開始</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>待ち行列の中</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>開始中…</translation>
        </message>
        <message>
            <source>Waiting for another run</source>
            <translation>別の学習を待っています</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>準備中…</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>学習中</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>一時停止</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>完了</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失敗</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>中断</translation>
        </message>
        <message>
            <source>better than its start</source>
            <translation>開始時より良い</translation>
        </message>
        <message>
            <source>not better than its start</source>
            <translation>開始時より良くない</translation>
        </message>
        <message>
            <source>Training did not make {0} better on your held-out pictures: keep the model you started from, or try more pictures or a longer run.</source>
            <translation>取り分けた画像では、学習によって {0} は良くなりませんでした。出発点のモデルを使い続けるか、画像を増やすか、より長い学習を試してください。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>取り分けた画像では、学習したモデルが {0} を上回りました: PSNR は {2} dB から {1} dB に、目に見える差は {3}% になりました。最良は反復 {4} です。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}.</source>
            <translation>取り分けた画像では、学習したモデルが {0} を上回りました: 目に見える差は {3}% になりました。ただし PSNR は {2} dB から {1} dB に下がりました。最良は反復 {4} です。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>取り分けた画像では、学習したモデルが {0} を上回りました: PSNR は {2} dB から {1} dB になりました。ただし目に見える差は {3}% になりました。最良は反復 {4} です。</translation>
        </message>
        <message>
            <source>{0} of {1} pairs can be used ({2} megapixels).</source>
            <translation>{1} 組のうち {0} 組が使えます（{2} メガピクセル）。</translation>
        </message>
        <message>
            <source>{0} of {1} pictures can be used ({2} megapixels).</source>
            <translation>{1} 枚のうち {0} 枚が使えます（{2} メガピクセル）。</translation>
        </message>
        <message>
            <source>Left out: {0}.</source>
            <translation>除外: {0}。</translation>
        </message>
        <message>
            <source>Used all the same: {0}.</source>
            <translation>そのまま使用: {0}。</translation>
        </message>
        <message>
            <source>{0} were looked at closely, the others by their headers.</source>
            <translation>{0} 件を詳しく調べ、残りはヘッダーだけを調べました。</translation>
        </message>
        <message>
            <source>That is few: a training pays from about {0} on.</source>
            <translation>少なめです。学習はおよそ {0} から効果があります。</translation>
        </message>
        <message>
            <source>about {0} s</source>
            <translation>約 {0} 秒</translation>
        </message>
        <message>
            <source>about {0} min</source>
            <translation>約 {0} 分</translation>
        </message>
        <message>
            <source>about {0} h</source>
            <translation>約 {0} 時間</translation>
        </message>
        <message>
            <source>about {0} h {1} min</source>
            <translation>約 {0} 時間 {1} 分</translation>
        </message>
        <message>
            <source>Mixing…</source>
            <translation>混合中…</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>元の画像</translation>
        </message>
        <message>
            <source>Result {0}</source>
            <translation>結果 {0}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>ステップ {0}/{1}</translation>
        </message>
        <message>
            <source>framed otherwise</source>
            <translation>別の切り抜き・向き</translation>
        </message>
        <message>
            <source>{0} × {1}</source>
            <translation>{0} × {1}</translation>
        </message>
        <message>
            <source>Draw a rectangle to try it alone. Esc cancels.</source>
            <translation>四角形を描くと、そこだけを試せます。Esc で取り消します。</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>デバイス</translation>
        </message>
        <message>
            <source>Number format</source>
            <translation>数値形式</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>タイル</translation>
        </message>
        <message>
            <source>Kind of colour fix</source>
            <translation>色補正の種類</translation>
        </message>
        <message>
            <source>Reduce the picture first</source>
            <translation>先に画像を縮小</translation>
        </message>
        <message>
            <source>Seamless texture</source>
            <translation>継ぎ目のないテクスチャ</translation>
        </message>
        <message>
            <source>Only pictures below</source>
            <translation>対象は長辺がこれ未満</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Colour fix</source>
            <translation>色補正</translation>
        </message>
        <message>
            <source>Reduce</source>
            <translation>縮小</translation>
        </message>
        <message>
            <source>Randomness</source>
            <translation>ランダム性</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自動</translation>
        </message>
        <message>
            <source>32 bit (exact)</source>
            <translation>32 ビット（正確）</translation>
        </message>
        <message>
            <source>bfloat16 (fast)</source>
            <translation>bfloat16（高速）</translation>
        </message>
        <message>
            <source>float16 (GPU)</source>
            <translation>float16（GPU）</translation>
        </message>
        <message>
            <source>{0} px</source>
            <translation>{0} px</translation>
        </message>
        <message>
            <source>Smaller tiles need less memory. The result is the same, or nearly so.</source>
            <translation>タイルが小さいほど必要なメモリは減ります。結果は同じか、ほぼ同じです。</translation>
        </message>
        <message>
            <source>Wavelet</source>
            <translation>ウェーブレット</translation>
        </message>
        <message>
            <source>Statistics (AdaIN)</source>
            <translation>統計（AdaIN）</translation>
        </message>
        <message>
            <source>Colour channels (YCbCr)</source>
            <translation>色チャンネル（YCbCr）</translation>
        </message>
        <message>
            <source>Not first</source>
            <translation>先に縮小しない</translation>
        </message>
        <message>
            <source>If it is soft</source>
            <translation>ぼやけている場合</translation>
        </message>
        <message>
            <source>A picture that is softer than its size gets crisper where it is reduced first.</source>
            <translation>サイズの割にぼやけた画像は、先に縮小するとより鮮明になります。</translation>
        </message>
        <message>
            <source>Randomness of the walk</source>
            <translation>過程のランダム性</translation>
        </message>
        <message>
            <source>1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept.</source>
            <translation>1: ResShift の発表時と同じく、各ステップで新しいノイズを使います。0: 最初のノイズを使い続けます。</translation>
        </message>
        <message>
            <source>For pictures that are laid side by side like tiles: the right edge goes on at the left, and the bottom at the top, without a step.</source>
            <translation>タイルのように並べて使う画像のための設定です。右端は左端に、下端は上端に、段差なくつながります。</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Longer side from which on pictures are left as they are</source>
            <translation>この長辺以上の画像はそのままにします</translation>
        </message>
        <message>
            <source>Pictures whose longer side has so many pixels or more are left as they are.</source>
            <translation>長辺がこの画素数以上の画像はそのままにします。</translation>
        </message>
        <message>
            <source>To {0} %</source>
            <translation>{0}% に</translation>
        </message>
        <message>
            <source>Only on graphics devices, and none was found.</source>
            <translation>グラフィックデバイスでのみ使えますが、見つかりませんでした。</translation>
        </message>
        <message>
            <source>The process ended too early.</source>
            <translation>プロセスが早く終了しすぎました。</translation>
        </message>
        <message>
            <source>The training process could not be started.</source>
            <translation>学習プロセスを開始できませんでした。</translation>
        </message>
        <message>
            <source>Values: {0}</source>
            <translation>値: {0}</translation>
        </message>
        <message>
            <source>Up to {0} values, with blanks between them</source>
            <translation>最大 {0} 個の値を空白で区切って入力</translation>
        </message>
        <message>
            <source>Back to the model's own values</source>
            <translation>モデル自身の値に戻す</translation>
        </message>
        <message>
            <source>Models: {0}</source>
            <translation>モデル: {0}</translation>
        </message>
        <message>
            <source>At most {0} models fit along one side.</source>
            <translation>一辺に入るモデルは {0} 個までです。</translation>
        </message>
        <message>
            <source>There is one model: others can be fetched on the page Models.</source>
            <translation>モデルは 1 つだけです。ほかは「モデル」ページでダウンロードできます。</translation>
        </message>
        <message>
            <source>{0} books are enlarged page by page, each into a file of its own.</source>
            <translation>{0} 冊の本を 1 ページずつ拡大し、それぞれ 1 つのファイルにします。</translation>
        </message>
        <message>
            <source>The page is saved as {1} in the folder {2}, in the format it has.</source>
            <translation>このページを、元の形式のまま、フォルダー {2} に {1} として保存します。</translation>
        </message>
        <message>
            <source>All {0} pages are saved as {1} in the folder {2}, in the formats they have.</source>
            <translation>全 {0} ページを、元の形式のまま、フォルダー {2} に {1} として保存します。</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, file about {2}</source>
            <translation>約 {0}、メモリ {1}、ファイル約 {2}</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, files about {2}</source>
            <translation>約 {0}、メモリ {1}、ファイル合計約 {2}</translation>
        </message>
        <message>
            <source>The disk has only {0} left: choose another folder, or free some space.</source>
            <translation>ディスクの空きは {0} しかありません。別のフォルダーを選ぶか、空きを増やしてください。</translation>
        </message>
        <message>
            <source>Only {0} of memory are free: choose a smaller scale, or close other programs.</source>
            <translation>メモリの空きは {0} しかありません。倍率を下げるか、ほかのプログラムを閉じてください。</translation>
        </message>
        <message>
            <source>A picture is still being worked on. Stop it and quit?</source>
            <translation>画像をまだ処理中です。停止して終了しますか？</translation>
        </message>
        <message>
            <source>The sheet is still being computed. Stop it and quit?</source>
            <translation>シートをまだ計算中です。停止して終了しますか？</translation>
        </message>
        <message>
            <source>{0} results are still being saved. Quit?</source>
            <translation>{0} 件の結果をまだ保存中です。終了しますか？</translation>
        </message>
        <message>
            <source>1 result has not been saved and will be lost. Quit?</source>
            <translation>1 件の結果がまだ保存されておらず、失われます。終了しますか？</translation>
        </message>
        <message>
            <source>{0} results have not been saved and will be lost. Quit?</source>
            <translation>{0} 件の結果がまだ保存されておらず、失われます。終了しますか？</translation>
        </message>
        <message>
            <source>What was decided about 1 result since it was saved will be lost. Quit?</source>
            <translation>保存後に 1 件の結果について決めた内容は失われます。終了しますか？</translation>
        </message>
        <message>
            <source>What was decided about {0} results since they were saved will be lost. Quit?</source>
            <translation>保存後に {0} 件の結果について決めた内容は失われます。終了しますか？</translation>
        </message>
        <message>
            <source>1 result could not be saved, so everything stays as it is.</source>
            <translation>1 件の結果を保存できなかったため、すべてそのままにします。</translation>
        </message>
        <message>
            <source>{0} results could not be saved, so everything stays as it is.</source>
            <translation>{0} 件の結果を保存できなかったため、すべてそのままにします。</translation>
        </message>
        <message>
            <source>1 result has not been saved and would be lost, so everything stays as it is.</source>
            <translation>1 件の結果が保存されておらず失われるため、すべてそのままにします。</translation>
        </message>
        <message>
            <source>{0} results have not been saved and would be lost, so everything stays as it is.</source>
            <translation>{0} 件の結果が保存されておらず失われるため、すべてそのままにします。</translation>
        </message>
        <message>
            <source>Left side</source>
            <translation>左側</translation>
        </message>
        <message>
            <source>Right side</source>
            <translation>右側</translation>
        </message>
        <message>
            <source>Swap the sides</source>
            <translation>左右を入れ替える</translation>
        </message>
        <message>
            <source>Use the settings of this result</source>
            <translation>この結果の設定を使う</translation>
        </message>
        <message>
            <source>Enlarge with another model</source>
            <translation>別のモデルで拡大する</translation>
        </message>
        <message>
            <source>Forget this result</source>
            <translation>この結果を破棄</translation>
        </message>
        <message>
            <source>Drag the result into a folder or another program</source>
            <translation>結果をフォルダーや別のプログラムへドラッグ</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>結果はまだありません</translation>
        </message>
        <message>
            <source>Compare with this file no more</source>
            <translation>このファイルとの比較をやめる</translation>
        </message>
        <message>
            <source>Back to the sheet</source>
            <translation>シートに戻る</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>ファイルと比較</translation>
        </message>
        <message>
            <source>Only one or two files can be compared at a time.</source>
            <translation>一度に比較できるファイルは 1 つか 2 つです。</translation>
        </message>
        <message>
            <source>The picture was turned or cropped differently for these two results, so they cannot be compared.</source>
            <translation>この2つの結果は回転や切り抜きが異なるため、比較できません。</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>領域</translation>
        </message>
        <message>
            <source>See what each model does</source>
            <translation>各モデルの効果を見る</translation>
        </message>
        <message>
            <source>Getting the engine ready…</source>
            <translation>エンジンを準備中…</translation>
        </message>
        <message>
            <source>This model restores at once: it has no steps, no kappa and no seed.</source>
            <translation>このモデルは一度で復元します。ステップ、kappa、シードはありません。</translation>
        </message>
        <message>
            <source>STEPS</source>
            <translation>ステップ数</translation>
        </message>
        <message>
            <source>quick</source>
            <translation>速い</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>細かい</translation>
        </message>
        <message>
            <source>How finely the model walks from the small picture to the large one.</source>
            <translation>モデルが小さい画像から大きい画像へ進む細かさです。</translation>
        </message>
        <message>
            <source>KAPPA</source>
            <translation>KAPPA</translation>
        </message>
        <message>
            <source>faithful</source>
            <translation>忠実</translation>
        </message>
        <message>
            <source>more texture</source>
            <translation>質感を追加</translation>
        </message>
        <message>
            <source>How much the model may invent: low stays close to the picture, high adds texture.</source>
            <translation>モデルがどれだけ創作してよいか。低いと元の画像に近く、高いと質感が加わります。</translation>
        </message>
        <message>
            <source>Keep the picture's colours</source>
            <translation>画像の色を保つ</translation>
        </message>
        <message>
            <source>Takes the broad colours from the original.</source>
            <translation>元の画像の大まかな色を引き継ぎます。</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>詳細設定</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>出力</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>SEED</source>
            <translation>シード</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>ステップ</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>kappa</translation>
        </message>
        <message>
            <source>randomness</source>
            <translation>ランダム性</translation>
        </message>
        <message>
            <source>dpi</source>
            <translation>dpi</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>倍率</translation>
        </message>
        <message>
            <source>width</source>
            <translation>幅</translation>
        </message>
        <message>
            <source>height</source>
            <translation>高さ</translation>
        </message>
        <message>
            <source>{0} {1} instead of {2}</source>
            <translation>{0} {2} の代わりに {1}</translation>
        </message>
        <message>
            <source>Not everything can be set here as it was wanted: {0}.</source>
            <translation>ここでは一部を指定どおりに設定できません: {0}。</translation>
        </message>
        <message>
            <source>It needs {0}, which is not here: fetch that on the page Models.</source>
            <translation>{0} が必要ですが、ここにありません。「モデル」ページでダウンロードしてください。</translation>
        </message>
        <message>
            <source>{0} cannot be used now: {1} takes its place, with its own steps and kappa.</source>
            <translation>{0} は現在使えません。代わりに {1} を、そのステップ数と kappa で使います。</translation>
        </message>
        <message>
            <source>{0} (lacks a part)</source>
            <translation>{0}（一部が不足）</translation>
        </message>
        <message>
            <source>The model {0} is no longer there.</source>
            <translation>モデル {0} はもうありません。</translation>
        </message>
        <message>
            <source>Fills in what you mark in the picture. The rest stays as it is.</source>
            <translation>画像の印を付けた部分を埋めます。ほかの部分はそのまま残ります。</translation>
        </message>
        <message>
            <source>Restores the faces that are found in the picture. The rest stays as it is.</source>
            <translation>画像の中で見つかった顔を復元します。ほかの部分はそのまま残ります。</translation>
        </message>
        <message>
            <source>This model was trained for {0} to {1} steps: expect a worse result.</source>
            <translation>このモデルは {0}～{1} ステップで学習されました。結果が悪くなる可能性があります。</translation>
        </message>
        <message>
            <source>This model was trained at {0}: other values are an experiment.</source>
            <translation>このモデルは {0} で学習されました。ほかの値は実験です。</translation>
        </message>
        <message>
            <source>Outside of {0} to {1}, which this model was trained for: expect artefacts.</source>
            <translation>このモデルが学習された範囲 {0}～{1} の外です。乱れが出る可能性があります。</translation>
        </message>
        <message>
            <source>Copying…</source>
            <translation>コピーしています…</translation>
        </message>
        <message>
            <source>Copied: {0} pixels</source>
            <translation>コピーしました: {0} ピクセル</translation>
        </message>
        <message>
            <source>Pull the edges, move the frame, or draw another one.</source>
            <translation>端をドラッグするか、枠を動かすか、新しく描きます。</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>切り抜く</translation>
        </message>
        <message>
            <source>Enlarge this part alone (Enter). The file stays as it is.</source>
            <translation>この部分だけを拡大します（Enter）。ファイルは変わりません。</translation>
        </message>
        <message>
            <source>Take the crop back</source>
            <translation>切り抜きを取り消す</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>キャンセル</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>元のままにする（Esc）</translation>
        </message>
        <message>
            <source>The curves cannot be painted: {0}</source>
            <translation>曲線を描けません: {0}</translation>
        </message>
        <message>
            <source>Delete this file from this computer?</source>
            <translation>このファイルをこのコンピューターから削除しますか？</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>読み取れません</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>破損</translation>
        </message>
        <message>
            <source>YOUR PICTURES</source>
            <translation>あなたの画像</translation>
        </message>
        <message>
            <source>Drop a folder of pictures here</source>
            <translation>画像のフォルダーをここにドロップ</translation>
        </message>
        <message>
            <source>Good, sharp pictures of your kind are enough: their poor versions are made for you. Pairs of poor and good pictures are found by their folders (lq and hq), by their names or in a CSV file. From about 20 pictures on it pays; more is better.</source>
            <translation>同じ種類の良い鮮明な画像があれば十分です。劣化版は自動で作られます。悪い画像と良い画像の組は、フォルダー（lq と hq）、名前、または CSV ファイルから見つけます。およそ 20 枚から効果があり、多いほど良くなります。</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>フォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>Choose a CSV file…</source>
            <translation>CSV ファイルを選ぶ…</translation>
        </message>
        <message>
            <source>Other pictures…</source>
            <translation>ほかの画像…</translation>
        </message>
        <message>
            <source>Progress of the check</source>
            <translation>確認の進み具合</translation>
        </message>
        <message>
            <source>Some of the pictures</source>
            <translation>画像の一部</translation>
        </message>
        <message>
            <source>Correct the shift between the two pictures of a pair</source>
            <translation>組の二つの画像のずれを補正する</translation>
        </message>
        <message>
            <source>Which findings are shown</source>
            <translation>表示する確認結果</translation>
        </message>
        <message>
            <source>What the check found, file by file</source>
            <translation>確認で見つかったこと（ファイルごと）</translation>
        </message>
        <message>
            <source>The pairs that are learnt from</source>
            <translation>学習に使う組</translation>
        </message>
        <message>
            <source>Making the first pairs…</source>
            <translation>最初の組を作成中…</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>組</translation>
        </message>
        <message>
            <source>What it is given</source>
            <translation>与えるもの</translation>
        </message>
        <message>
            <source>What it should make of it</source>
            <translation>作るべきもの</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>画像を探しています…</translation>
        </message>
        <message>
            <source>{0} of {1} looked at</source>
            <translation>{1} のうち {0} を確認</translation>
        </message>
        <message>
            <source>Good pictures in {0}; their poor versions are made</source>
            <translation>{0} の良い画像。劣化版は自動で作られます</translation>
        </message>
        <message>
            <source>Pairs in {0}: {1} (good) and {2} (poor)</source>
            <translation>{0} の組: {1}（良）と {2}（悪）</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {1} (good) and {2} (poor)</source>
            <translation>{0} の組: 名前の末尾が {1}（良）と {2}（悪）</translation>
        </message>
        <message>
            <source>Pairs listed in {0}: columns {1} (good) and {2} (poor)</source>
            <translation>{0} に書かれた組: 列 {1}（良）と {2}（悪）</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {2} (poor), and the same without it (good)</source>
            <translation>{0} の組: 名前の末尾が {2}（悪）と、それを除いた同じ名前（良）</translation>
        </message>
        <message>
            <source>Findings: {0}, pictures left out: {1}</source>
            <translation>{0} 件の確認結果、{1} 枚の画像を除外</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>すべての確認結果</translation>
        </message>
        <message>
            <source>Exactly what the training begins with: drag the line to compare, click for another pair.</source>
            <translation>学習はまさにここから始まります。線をドラッグして比較し、クリックで別の組を表示します。</translation>
        </message>
        <message>
            <source>Pictures to learn from</source>
            <translation>学習に使う画像</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv)</source>
            <translation>表 (*.csv *.tsv)</translation>
        </message>
        <message>
            <source>A table of pairs</source>
            <translation>組の表</translation>
        </message>
        <message>
            <source>The pictures could not be checked: {0}</source>
            <translation>画像を確認できませんでした: {0}</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>削除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>残す</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>詳細</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>コピー</translation>
        </message>
        <message>
            <source>Copy the sha256</source>
            <translation>sha256 をコピー</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>提供元: {0}</translation>
        </message>
        <message>
            <source>sha256: being computed…</source>
            <translation>sha256: 計算中…</translation>
        </message>
        <message>
            <source>sha256 {0}</source>
            <translation>sha256 {0}</translation>
        </message>
        <message>
            <source>Copy the sha256: {0}</source>
            <translation>sha256 をコピー: {0}</translation>
        </message>
        <message>
            <source>Made from {0}: sha256 {1}</source>
            <translation>{0} から作成: sha256 {1}</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>コピーしました</translation>
        </message>
        <message>
            <source>Drop a picture here</source>
            <translation>画像をここにドロップ</translation>
        </message>
        <message>
            <source>or several, a comic book, or a whole folder. Ctrl+V pastes.
Everything stays on this computer.</source>
            <translation>複数の画像、コミック、フォルダーごとでも構いません。Ctrl+V で貼り付けます。
すべてこのコンピューターに留まります。</translation>
        </message>
        <message>
            <source>Or try a sample picture:</source>
            <translation>またはサンプル画像を試す:</translation>
        </message>
        <message>
            <source>Sample picture {0}</source>
            <translation>サンプル画像 {0}</translation>
        </message>
        <message>
            <source>the program's own engine</source>
            <translation>プログラム自身のエンジン</translation>
        </message>
        <message>
            <source>Python environment of the engine, from the next start on</source>
            <translation>エンジンの Python 環境（次回の起動から）</translation>
        </message>
        <message>
            <source>The folder of an environment with a torch that can use your graphics card. Found here: {0}</source>
            <translation>お使いのグラフィックカードを使える torch が入った環境のフォルダー。見つかったもの: {0}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>なし</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>選ぶ…</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>確認</translation>
        </message>
        <message>
            <source>Use Python environment</source>
            <translation>Python 環境を使う</translation>
        </message>
        <message>
            <source>Looking at the environment…</source>
            <translation>環境を調べています…</translation>
        </message>
        <message>
            <source>It will do, from the next start on. {0}</source>
            <translation>次回の起動から使えます。{0}</translation>
        </message>
        <message>
            <source>The check failed: {0}</source>
            <translation>確認に失敗しました: {0}</translation>
        </message>
        <message>
            <source>Folder of a Python environment</source>
            <translation>Python 環境のフォルダー</translation>
        </message>
        <message>
            <source>all</source>
            <translation>すべて</translation>
        </message>
        <message>
            <source>A part of your picture, in many settings at once</source>
            <translation>画像の一部を、多くの設定で一度に</translation>
        </message>
        <message>
            <source>Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, seeds or models, side by side: a click takes over what looks best.</source>
            <translation>画像をここにドロップするか、開いてください。その領域を複数の kappa、ステップ、シード、モデルでサンプリングして並べます。最も良く見えるものはクリックで採用できます。</translation>
        </message>
        <message>
            <source>The cell before  (,)</source>
            <translation>前のセル  (,)</translation>
        </message>
        <message>
            <source>The next cell  (.)</source>
            <translation>次のセル  (.)</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比較</translation>
        </message>
        <message>
            <source>The chosen cell beside the one chosen before it; Ctrl and a click compare at once</source>
            <translation>選んだセルと、その前に選んだセルを並べます。Ctrl とクリックですぐに比較します</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>この設定を使う</translation>
        </message>
        <message>
            <source>Take them over for the whole picture; so does a double click</source>
            <translation>画像全体にこの設定を使います。ダブルクリックでも同じです</translation>
        </message>
        <message>
            <source>zoom {0} %</source>
            <translation>表示 {0}%</translation>
        </message>
        <message>
            <source>These cells would take {0}: choose a smaller region or fewer values.</source>
            <translation>これらのセルには {0} が必要です。領域を小さくするか、値を減らしてください。</translation>
        </message>
        <message>
            <source>{0} pixels at {1}, {2}</source>
            <translation>位置 {1}, {2} の {0} ピクセル</translation>
        </message>
        <message>
            <source>The queue is paused: the faithful picture waits until it goes on.</source>
            <translation>待ち行列が一時停止中です。再開するまで忠実な画像は待機します。</translation>
        </message>
        <message>
            <source>This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment.</source>
            <translation>このモデルは kappa {0} で学習されました。kappa {1} の忠実な画像は実験です。</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0}～{1}</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>ダウンロード</translation>
        </message>
        <message>
            <source>Accept and download</source>
            <translation>同意してダウンロード</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>今はしない</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>破棄</translation>
        </message>
        <message>
            <source>Delete what has arrived; a download then begins anew</source>
            <translation>届いた分を削除します。次のダウンロードは最初から始まります</translation>
        </message>
        <message>
            <source>{0} are here and have only to be checked and converted.</source>
            <translation>{0} はここにあり、あとは確認と変換だけです。</translation>
        </message>
        <message>
            <source>{0} have arrived and are kept; the download goes on from there.</source>
            <translation>{0} が届いており、残してあります。ダウンロードはそこから続きます。</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>もう一度試す</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>続ける</translation>
        </message>
        <message>
            <source>The picture after each step. Left and Right choose a step, End the result, the menu key shows what can be done with it.</source>
            <translation>各ステップ後の画像。左右キーでステップ、End キーで結果を選び、メニューキーでできることを表示します。</translation>
        </message>
        <message>
            <source>The result</source>
            <translation>結果</translation>
        </message>
        <message>
            <source>Prediction after step {0} of {1}. Right click: save it, or compare others with it.</source>
            <translation>ステップ {0}/{1} 後の予測。右クリックで保存、またはほかと比較します。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>ファイル</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>扱い</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>除外</translation>
        </message>
        <message>
            <source>corrected</source>
            <translation>補正済み</translation>
        </message>
        <message>
            <source>used as it is</source>
            <translation>そのまま使用</translation>
        </message>
        <message>
            <source>The original is no longer there to mix with</source>
            <translation>混ぜるための元の画像がもうありません</translation>
        </message>
        <message>
            <source>{0}: what is protected was marked on a picture of another size and left out.</source>
            <translation>{0}: 保護部分は別のサイズの画像に付けられたものなので、除外しました。</translation>
        </message>
        <message>
            <source>This model has no kappa, so the enlargement is the faithful picture.</source>
            <translation>このモデルには kappa がないため、通常の拡大を忠実な画像として使います。</translation>
        </message>
        <message>
            <source>The original cannot be read, so the result stays as it is.</source>
            <translation>元の画像を読み込めないため、結果はそのまま残ります。</translation>
        </message>
        <message>
            <source>This result cannot be shown.</source>
            <translation>この結果は表示できません。</translation>
        </message>
        <message>
            <source>{0} was watched when the program ended.</source>
            <translation>プログラムが終了したとき、{0} を監視していました。</translation>
        </message>
        <message>
            <source>Watch it again</source>
            <translation>再び監視</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>もう監視しない</translation>
        </message>
        <message>
            <source>1 picture lies in {0} already. It stays as it is.</source>
            <translation>{0} にはすでに 1 枚の画像があります。そのままにします。</translation>
        </message>
        <message>
            <source>{1} pictures lie in {0} already. They stay as they are.</source>
            <translation>{0} にはすでに {1} 枚の画像があります。そのままにします。</translation>
        </message>
        <message>
            <source>Enlarge as well</source>
            <translation>これも拡大</translation>
        </message>
        <message>
            <source>1 result that was not saved has been discarded.</source>
            <translation>保存していない結果を 1 件破棄しました。</translation>
        </message>
        <message>
            <source>{0} results that were not saved have been discarded.</source>
            <translation>保存していない結果を {0} 件破棄しました。</translation>
        </message>
        <message>
            <source>{0} pictures removed.</source>
            <translation>画像を {0} 枚取り除きました。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>元に戻す</translation>
        </message>
        <message>
            <source>{0} has been changed since then, so it is not turned and cropped like this result.</source>
            <translation>{0} はその後変更されたため、この結果のようには回転・切り抜きされません。</translation>
        </message>
        <message>
            <source>{0} is turned and cropped as for this result.</source>
            <translation>{0} はこの結果と同じように回転・切り抜きされました。</translation>
        </message>
        <message>
            <source>{0} is being enlarged: turn or crop it afterwards.</source>
            <translation>{0} は拡大中です。回転や切り抜きはその後で行ってください。</translation>
        </message>
        <message>
            <source>Pictures that are being enlarged stay as they are.</source>
            <translation>拡大中の画像はそのままです。</translation>
        </message>
        <message>
            <source>{0} is cropped to {1} pixels for its results. Its file stays as it is.</source>
            <translation>{0} は結果のために {1} ピクセルに切り抜かれました。ファイルは変わりません。</translation>
        </message>
        <message>
            <source>All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.</source>
            <translation>{0} のすべてのページがこの位置で {1} ピクセルに切り抜かれます。ファイルは変わりません。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>閉じる</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>待機中…</translation>
        </message>
        <message>
            <source>This file fits several models. Which one is it?</source>
            <translation>このファイルは複数のモデルに合います。どれですか？</translation>
        </message>
        <message>
            <source>Where it invents</source>
            <translation>創作された部分</translation>
        </message>
        <message>
            <source>Spread: what differs when the picture is enlarged with other seeds.
Consistency: how the result, made small again, differs from the picture.</source>
            <translation>ばらつき: 別のシードで画像を拡大したときに異なる部分。
整合性: 縮小して元のサイズに戻した結果と画像との違い。</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>オフ</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>ばらつき</translation>
        </message>
        <message>
            <source>Consistency</source>
            <translation>整合性</translation>
        </message>
        <message>
            <source>Number of seeds</source>
            <translation>シードの数</translation>
        </message>
        <message>
            <source>{0} seeds</source>
            <translation>シード {0} 個</translation>
        </message>
        <message>
            <source>This model restores at once: no seed plays a part, and nothing differs by seed.</source>
            <translation>このモデルは一度で復元します。シードは関係せず、シードによる違いはありません。</translation>
        </message>
        <message>
            <source>Seed {0} of {1}, about {2} to go. Esc stops.</source>
            <translation>シード {0}/{1}、残り約 {2}。Esc で停止します。</translation>
        </message>
        <message>
            <source>The seeds wait until the queue is done.</source>
            <translation>シードは待ち行列が終わるまで待機します。</translation>
        </message>
        <message>
            <source>Stopped: press Spread to go on.</source>
            <translation>停止しました。「ばらつき」を押すと続行します。</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>比較中…</translation>
        </message>
        <message>
            <source>The picture and its result cannot be compared.</source>
            <translation>画像とその結果を比較できません。</translation>
        </message>
        <message>
            <source>{0}: the faithful picture was not computed, so the result is not saved yet.</source>
            <translation>{0}: 忠実な画像が計算されなかったため、結果はまだ保存されていません。</translation>
        </message>
        <message>
            <source>1 picture was still to be enlarged when the program ended.</source>
            <translation>プログラムが終了したとき、1 枚の画像がまだ拡大されていませんでした。</translation>
        </message>
        <message>
            <source>{0} pictures were still to be enlarged when the program ended.</source>
            <translation>プログラムが終了したとき、{0} 枚の画像がまだ拡大されていませんでした。</translation>
        </message>
        <message>
            <source>1 picture cannot be reached now; it is offered again at the next start.</source>
            <translation>1 枚の画像に現在アクセスできません。次回の起動時にもう一度提案します。</translation>
        </message>
        <message>
            <source>{0} pictures cannot be reached now; they are offered again at the next start.</source>
            <translation>{0} 枚の画像に現在アクセスできません。次回の起動時にもう一度提案します。</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>破棄する</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>続行</translation>
        </message>
        <message>
            <source>Scale: from 0, clear, to {0} of 255 levels and more, bright yellow</source>
            <translation>目盛り: 0（透明）から、255 階調中 {0} 以上（明るい黄色）まで</translation>
        </message>
        <message>
            <source>{0} levels</source>
            <translation>{0} 階調</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>すべてコピー</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>フォルダーを開く</translation>
        </message>
        <message>
            <source>Close the log</source>
            <translation>ログを閉じる</translation>
        </message>
        <message>
            <source>LOG</source>
            <translation>ログ</translation>
        </message>
        <message>
            <source>Explore</source>
            <translation>探索</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>学習</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>モデル</translation>
        </message>
        <message>
            <source>Hold Shift to compare with it</source>
            <translation>Shift を押しながらで比較</translation>
        </message>
        <message>
            <source>Compare with it on the right</source>
            <translation>右側に置いて比較</translation>
        </message>
        <message>
            <source>Compare with it on the left</source>
            <translation>左側に置いて比較</translation>
        </message>
        <message>
            <source>Mark what is to be filled in</source>
            <translation>埋める部分に印を付ける</translation>
        </message>
        <message>
            <source>Erase marks (the right mouse button does, too)</source>
            <translation>印を消す（マウスの右ボタンでも消せます）</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>ブラシのサイズ</translation>
        </message>
        <message>
            <source>Size of the brush on the screen: [ and ], or Ctrl and the wheel</source>
            <translation>画面上のブラシのサイズ: [ と ]、または Ctrl とホイール</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>やり直す</translation>
        </message>
        <message>
            <source>Take all marks away</source>
            <translation>印をすべて消す</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>ブラシ</translation>
        </message>
        <message>
            <source>Nothing is marked yet: paint over what is to be filled in.</source>
            <translation>まだ印がありません。埋める部分を塗ってください。</translation>
        </message>
        <message>
            <source>What is marked will be filled in.</source>
            <translation>印を付けた部分が埋められます。</translation>
        </message>
        <message>
            <source>Marked: press the brush to see and change it.</source>
            <translation>印があります。ブラシを押すと表示して変更できます。</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>未インストール</translation>
        </message>
        <message>
            <source>trained for {0} steps, kappa {1}</source>
            <translation>{0} ステップ、kappa {1} で学習</translation>
        </message>
        <message>
            <source>restores at once</source>
            <translation>一度で復元</translation>
        </message>
        <message>
            <source>about {0} with its autoencoder</source>
            <translation>オートエンコーダーを含めて約 {0}</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>約 {0}</translation>
        </message>
        <message>
            <source>licence: {0}</source>
            <translation>ライセンス: {0}</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使う</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>内蔵</translation>
        </message>
        <message>
            <source>by the authors of ResShift</source>
            <translation>ResShift の著者による</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>インポート済み</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>自作</translation>
        </message>
        <message>
            <source>{0} steps by default</source>
            <translation>既定は {0} ステップ</translation>
        </message>
        <message>
            <source>It cannot run: it needs the {0}, which is not here.</source>
            <translation>実行できません。{0} が必要ですが、ここにありません。</translation>
        </message>
        <message>
            <source>Delete this file ({0}) from this computer?</source>
            <translation>このファイル（{0}）をこのコンピューターから削除しますか？</translation>
        </message>
        <message>
            <source>These models cannot run without it: {0}.</source>
            <translation>これがないと次のモデルは実行できません: {0}。</translation>
        </message>
        <message>
            <source>{0} is installed and can be used.</source>
            <translation>{0} はインストールされており、使えます。</translation>
        </message>
        <message>
            <source>Add a model</source>
            <translation>モデルを追加</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>モデル ({0})</translation>
        </message>
        <message>
            <source>The model {0} has been added.</source>
            <translation>モデル {0} を追加しました。</translation>
        </message>
        <message>
            <source>The program could not start the work. The log has the details.</source>
            <translation>作業を開始できませんでした。詳細はログにあります。</translation>
        </message>
        <message>
            <source>The work ended unexpectedly. Try again; the log has the details.</source>
            <translation>作業が予期せず終了しました。もう一度試してください。詳細はログにあります。</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>モデルファイルを追加…</translation>
        </message>
        <message>
            <source>Compare on your picture…</source>
            <translation>自分の画像で比較…</translation>
        </message>
        <message>
            <source>A part of your picture by all models, on the page Explore</source>
            <translation>画像の一部をすべてのモデルで、「探索」ページに表示します</translation>
        </message>
        <message>
            <source>All models run on this computer. Your own models appear here as well; a model file can be dropped anywhere on the window.</source>
            <translation>すべてのモデルはこのコンピューターで動きます。自分のモデルもここに表示されます。モデルファイルはウィンドウのどこにでもドロップできます。</translation>
        </message>
        <message>
            <source>What one of these makes of a picture is shown here once it is installed.</source>
            <translation>各モデルの効果は、インストール後にここで見られます。</translation>
        </message>
        <message>
            <source>By the authors of ResShift</source>
            <translation>ResShift の著者によるモデル</translation>
        </message>
        <message>
            <source>By others</source>
            <translation>ほかの作者によるもの</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>画像を開く</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>画像 ({0})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>すべてのファイル (*)</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>フォルダーを開く</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>フォルダーを監視</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>クリップボードに画像がありません。</translation>
        </message>
        <message>
            <source>{0} lies in the watched folder, where originals would be taken for new pictures.</source>
            <translation>{0} は監視中のフォルダー内にあり、元の画像が新しい画像とみなされてしまいます。</translation>
        </message>
        <message>
            <source>{0} could not be moved away.</source>
            <translation>{0} を移動できませんでした。</translation>
        </message>
        <message>
            <source>When a result is ready</source>
            <translation>結果ができたら</translation>
        </message>
        <message>
            <source>Keep until I save it</source>
            <translation>自分で保存するまで残す</translation>
        </message>
        <message>
            <source>Save beside the picture</source>
            <translation>画像の隣に保存</translation>
        </message>
        <message>
            <source>Save into a sub-folder</source>
            <translation>サブフォルダーに保存</translation>
        </message>
        <message>
            <source>Save into a folder</source>
            <translation>フォルダーに保存</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>フォルダーを選ぶ…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>形式</translation>
        </message>
        <message>
            <source>As the picture</source>
            <translation>画像と同じ</translation>
        </message>
        <message>
            <source>For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps.</source>
            <translation>ゲーム用：BC1（アルファ付きは BC3）で圧縮され、わずかに劣化します。すべてのミップマップを含みます。</translation>
        </message>
        <message>
            <source>Bits per colour</source>
            <translation>色あたりのビット数</translation>
        </message>
        <message>
            <source>8 bit</source>
            <translation>8 ビット</translation>
        </message>
        <message>
            <source>16 bit</source>
            <translation>16 ビット</translation>
        </message>
        <message>
            <source>Name template</source>
            <translation>名前のひな形</translation>
        </message>
        <message>
            <source>Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</source>
            <translation>フィールド: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</translation>
        </message>
        <message>
            <source>Settings into the file</source>
            <translation>設定をファイルに含める</translation>
        </message>
        <message>
            <source>With them the result can be made again; drop it here to get them.</source>
            <translation>これがあれば結果をもう一度作れます。結果をここにドロップすると設定を取り出せます。</translation>
        </message>
        <message>
            <source>Leave out place and person</source>
            <translation>場所と人物を除く</translation>
        </message>
        <message>
            <source>For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. Camera, date, title and description stay.</source>
            <translation>共有用: GPS と場所、作者・所有者・人物の名前、シリアル番号を含めません。カメラ、日付、タイトル、説明は残ります。</translation>
        </message>
        <message>
            <source>Keep the picture's date</source>
            <translation>画像の日付を保つ</translation>
        </message>
        <message>
            <source>The file of the result is dated as the picture's file.</source>
            <translation>結果のファイルに画像ファイルの日付を付けます。</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>深さ</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>品質</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名前</translation>
        </message>
        <message>
            <source>Save results into</source>
            <translation>結果の保存先</translation>
        </message>
        <message>
            <source>holiday.jpg</source>
            <translation>holiday.jpg</translation>
        </message>
        <message>
            <source>Close the region</source>
            <translation>領域を閉じる</translation>
        </message>
        <message>
            <source>New results begin with the strength, protection and grain of this one.</source>
            <translation>新しい結果は、この結果の強さ、保護、粒状感で始まります。</translation>
        </message>
        <message>
            <source>Begin without</source>
            <translation>なしで始める</translation>
        </message>
        <message>
            <source>Picture comparison</source>
            <translation>画像の比較</translation>
        </message>
        <message>
            <source>Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, 1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. Hold backslash to see the original, L for the loupe.</source>
            <translation>左右キーで仕切りを動かし、Shift で大きく動かします。プラスとマイナスで拡大縮小、0 で全体表示、1 で 100%、2 で 200%。Ctrl と矢印キーで表示位置を動かします。バックスラッシュを押している間は元の画像、L を押している間はルーペです。</translation>
        </message>
        <message>
            <source>Drop a picture here, or press Ctrl+O</source>
            <translation>画像をここにドロップするか、Ctrl+O を押してください</translation>
        </message>
        <message>
            <source>Several pictures, comic books or a whole folder are welcome too</source>
            <translation>複数の画像、コミック、フォルダーごとでも構いません</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>テーマ</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>システムに合わせる</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>ダーク</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>ライト</translation>
        </message>
        <message>
            <source>Language, from the next start on</source>
            <translation>言語（次回の起動から）</translation>
        </message>
        <message>
            <source>A change counts from the next start on.</source>
            <translation>変更は次回の起動から有効です。</translation>
        </message>
        <message>
            <source>Show each step while a picture is worked on</source>
            <translation>画像の処理中に各ステップを表示</translation>
        </message>
        <message>
            <source>Tell me when a long queue is done</source>
            <translation>長い待ち行列が終わったら知らせる</translation>
        </message>
        <message>
            <source>Keep the computer awake while it works</source>
            <translation>処理中はコンピューターをスリープさせない</translation>
        </message>
        <message>
            <source>Let a training rest while pictures are enlarged</source>
            <translation>画像の拡大中は学習を休ませる</translation>
        </message>
        <message>
            <source>with the program's other data</source>
            <translation>プログラムのほかのデータと同じ場所</translation>
        </message>
        <message>
            <source>Folder for trainings, from the next start on</source>
            <translation>学習のフォルダー（次回の起動から）</translation>
        </message>
        <message>
            <source>Training runs take gigabytes. A change counts from the next start on.</source>
            <translation>学習には数ギガバイトが必要です。変更は次回の起動から有効です。</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>フォルダーの完全なパスを入力してください。</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>言語</translation>
        </message>
        <message>
            <source>Trainings in</source>
            <translation>学習の保存先</translation>
        </message>
        <message>
            <source>No account, no telemetry: pictures and settings stay on this computer. The network is used only for what you download.</source>
            <translation>アカウントもテレメトリーもありません。画像と設定はこのコンピューターに留まります。ネットワークは、ダウンロードするときにだけ使います。</translation>
        </message>
        <message>
            <source>Folder for trainings</source>
            <translation>学習のフォルダー</translation>
        </message>
        <message>
            <source>The settings cannot be written ({0}): is the disk full?</source>
            <translation>設定を書き込めません（{0}）。ディスクがいっぱいですか？</translation>
        </message>
        <message>
            <source>there was no answer.</source>
            <translation>応答がありませんでした。</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 組</translation>
        </message>
        <message>
            <source>{0} pairs</source>
            <translation>{0} 組</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 枚の画像</translation>
        </message>
        <message>
            <source>{0} pictures</source>
            <translation>{0} 枚の画像</translation>
        </message>
        <message>
            <source>The training cannot be started: {0}</source>
            <translation>学習を開始できません: {0}</translation>
        </message>
        <message>
            <source>New preset</source>
            <translation>新しいプリセット</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>プリセットの名前</translation>
        </message>
        <message>
            <source>With model, size and output</source>
            <translation>モデル、サイズ、出力も含める</translation>
        </message>
        <message>
            <source>A preset of the program has this name: choose another one.</source>
            <translation>この名前はプログラムのプリセットのものです。別の名前を選んでください。</translation>
        </message>
        <message>
            <source>It takes the place of the preset of this name.</source>
            <translation>同じ名前のプリセットを置き換えます。</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>プリセット</translation>
        </message>
        <message>
            <source>Keep these settings as a preset</source>
            <translation>この設定をプリセットとして残す</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>このプリセットを削除</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>独自の設定</translation>
        </message>
        <message>
            <source>Width of the print</source>
            <translation>印刷の幅</translation>
        </message>
        <message>
            <source>Height of the print</source>
            <translation>印刷の高さ</translation>
        </message>
        <message>
            <source>Unit of the print's size</source>
            <translation>印刷サイズの単位</translation>
        </message>
        <message>
            <source>cm</source>
            <translation>cm</translation>
        </message>
        <message>
            <source>inch</source>
            <translation>インチ</translation>
        </message>
        <message>
            <source> dpi</source>
            <translation> dpi</translation>
        </message>
        <message>
            <source>Pixels per inch</source>
            <translation>1 インチあたりのピクセル数</translation>
        </message>
        <message>
            <source>300 for what is looked at from near, 150 for posters. It is written into the result.</source>
            <translation>近くで見るものは 300、ポスターは 150。結果に書き込まれます。</translation>
        </message>
        <message>
            <source>{0} × {1} {2} at {3} dpi</source>
            <translation>{0} × {1} {2}（{3} dpi）</translation>
        </message>
        <message>
            <source>Save as {0}</source>
            <translation>{0} として保存</translation>
        </message>
        <message>
            <source>File of about {0}</source>
            <translation>ファイル約 {0}</translation>
        </message>
        <message>
            <source>Looking for the highest quality that fits…</source>
            <translation>収まる最高の品質を探しています…</translation>
        </message>
        <message>
            <source>Quality {0}: a file of {1}</source>
            <translation>品質 {0}：ファイルは {1}</translation>
        </message>
        <message>
            <source>Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and height, or choose another format.</source>
            <translation>品質 {0} でもファイルは {1} です。拡大を控え、この幅と高さの約 {2} % にするか、別の形式を選んでください。</translation>
        </message>
        <message>
            <source>The quality could not be found.</source>
            <translation>品質を見つけられませんでした。</translation>
        </message>
        <message>
            <source>Lossless</source>
            <translation>可逆圧縮</translation>
        </message>
        <message>
            <source>Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.</source>
            <translation>WebP と JPEG XL で、すべての画素をそのまま保ちます。ファイルは数倍の大きさになります。</translation>
        </message>
        <message>
            <source>Drop pictures or folders anywhere</source>
            <translation>画像やフォルダーをどこにでもドロップ</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>一時停止</translation>
        </message>
        <message>
            <source>Remove all that are finished</source>
            <translation>完了したものをすべて外す</translation>
        </message>
        <message>
            <source>QUEUE</source>
            <translation>待ち行列</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>外す</translation>
        </message>
        <message>
            <source>Put first</source>
            <translation>先頭へ</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上へ</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下へ</translation>
        </message>
        <message>
            <source>Enlarge all frames or pages</source>
            <translation>すべてのフレームまたはページを拡大</translation>
        </message>
        <message>
            <source>Compare these two</source>
            <translation>この 2 枚を比較</translation>
        </message>
        <message>
            <source>Show in the folder</source>
            <translation>フォルダーで表示</translation>
        </message>
        <message>
            <source>1 done</source>
            <translation>1 件完了</translation>
        </message>
        <message>
            <source>{0} done</source>
            <translation>{0} 件完了</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 件失敗</translation>
        </message>
        <message>
            <source>{0} failed</source>
            <translation>{0} 件失敗</translation>
        </message>
        <message>
            <source>Open partially</source>
            <translation>一部だけ開く</translation>
        </message>
        <message>
            <source>{0} goes on at page {1} of {2}.</source>
            <translation>{0} をページ {1} / {2} から再開します。</translation>
        </message>
        <message>
            <source>{0} goes on at frame {1} of {2}.</source>
            <translation>{0} をフレーム {1} / {2} から再開します。</translation>
        </message>
        <message>
            <source>Enlarge all of them</source>
            <translation>すべて拡大</translation>
        </message>
        <message>
            <source>There is no picture in there.</source>
            <translation>その中に画像はありません。</translation>
        </message>
        <message>
            <source> And {0} more.</source>
            <translation> ほか {0} 件。</translation>
        </message>
        <message>
            <source>{0} was made by ResShift Studio: {1}.</source>
            <translation>{0} は ResShift Studio で作られました: {1}。</translation>
        </message>
        <message>
            <source>Its picture before that: {0}. Others are taken as they are.</source>
            <translation>その前の画像：{0}。ほかの画像はそのまま使われます。</translation>
        </message>
        <message>
            <source>Done before with the same settings, passed over: {0}.</source>
            <translation>同じ設定ですでに処理済みのため飛ばしました: {0}。</translation>
        </message>
        <message>
            <source>Do them anew</source>
            <translation>やり直す</translation>
        </message>
        <message>
            <source>Pictures done: {0} of {1}, in {2}</source>
            <translation>{1} 枚のうち {0} 枚が {2} で完了</translation>
        </message>
        <message>
            <source>, 1 failed</source>
            <translation>、1 件失敗</translation>
        </message>
        <message>
            <source>, {0} failed</source>
            <translation>、{0} 件失敗</translation>
        </message>
        <message>
            <source>Left as they are, since their longer side has {0} pixels or more: {1}.</source>
            <translation>長辺が {0} 画素以上のためそのままにした画像: {1}。</translation>
        </message>
        <message>
            <source>Enlarge them even so</source>
            <translation>それでも拡大する</translation>
        </message>
        <message>
            <source>{0}. Saved in folders below {1}</source>
            <translation>{0}。{1} 以下のフォルダーに保存しました</translation>
        </message>
        <message>
            <source>{0}. Saved in the folder {1}</source>
            <translation>{0}。フォルダー {1} に保存しました</translation>
        </message>
        <message>
            <source>Save them all</source>
            <translation>すべて保存</translation>
        </message>
        <message>
            <source>Try the failed again</source>
            <translation>失敗したものをもう一度試す</translation>
        </message>
        <message>
            <source>Pictures in the queue</source>
            <translation>待ち行列の画像</translation>
        </message>
        <message>
            <source>This picture is softer than its size: reducing it to {0} % first gives crisper results.</source>
            <translation>この画像はサイズの割にぼやけています。先に {0}% に縮小すると、より鮮明な結果になります。</translation>
        </message>
        <message>
            <source>Reduce first</source>
            <translation>先に縮小</translation>
        </message>
        <message>
            <source>This picture is softer than its size: it is reduced to {0} % first.</source>
            <translation>この画像はサイズの割にぼやけているため、先に {0}% に縮小します。</translation>
        </message>
        <message>
            <source>Do not reduce</source>
            <translation>縮小しない</translation>
        </message>
        <message>
            <source>Each picture is reduced to {0} % first.</source>
            <translation>どの画像も先に {0}% に縮小します。</translation>
        </message>
        <message>
            <source>Region of the picture</source>
            <translation>画像の領域</translation>
        </message>
        <message>
            <source>Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.</source>
            <translation>クリック、ドラッグ、または四角形を描いてください。矢印キーで動かし、Shift と矢印キーでサイズを変えます。</translation>
        </message>
        <message>
            <source>{0} × {1} pixels at {2}, {3}</source>
            <translation>位置 {2}, {3} の {0} × {1} ピクセル</translation>
        </message>
        <message>
            <source>Export all results into</source>
            <translation>すべての結果の書き出し先</translation>
        </message>
        <message>
            <source>The result is still being written: please try again in a moment.</source>
            <translation>結果はまだ書き込み中です。少し待ってからもう一度試してください。</translation>
        </message>
        <message>
            <source>Saved as {0} in the folder {1}</source>
            <translation>フォルダー {1} に {0} として保存しました</translation>
        </message>
        <message>
            <source>{0}: all of it saved as {1}</source>
            <translation>{0}: すべて {1} として保存しました</translation>
        </message>
        <message>
            <source>{0}: saved as {1}</source>
            <translation>{0}: {1} として保存しました</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>別の場所に保存…</translation>
        </message>
        <message>
            <source>{0} results could not be saved.</source>
            <translation>{0} 件の結果を保存できませんでした。</translation>
        </message>
        <message>
            <source>Save them elsewhere…</source>
            <translation>別の場所に保存…</translation>
        </message>
        <message>
            <source>Results cannot be kept safe from a crash, so save them soon: {0}</source>
            <translation>結果をクラッシュから守れません。早めに保存してください: {0}</translation>
        </message>
        <message>
            <source>Delete the run {0} with its saved states? A model that was made of it stays.</source>
            <translation>学習 {0} を、保存された状態ごと削除しますか？ここから作ったモデルは残ります。</translation>
        </message>
        <message>
            <source>What the process printed</source>
            <translation>プロセスの出力</translation>
        </message>
        <message>
            <source>Nothing so far.</source>
            <translation>まだ何もありません。</translation>
        </message>
        <message>
            <source>Draw a rectangle: it alone is sampled, in a second or two.</source>
            <translation>四角形を描くと、そこだけを 1～2 秒でサンプリングします。</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>進み具合</translation>
        </message>
        <message>
            <source>Time, memory and size of the file, by a short measurement on this device.</source>
            <translation>このデバイスでの短い測定による時間、メモリ、ファイルサイズです。</translation>
        </message>
        <message>
            <source>Fill in</source>
            <translation>穴埋め</translation>
        </message>
        <message>
            <source>Fill in {0} pictures</source>
            <translation>{0} 枚の画像を穴埋め</translation>
        </message>
        <message>
            <source>Fill in all {0}</source>
            <translation>全 {0} 枚を穴埋め</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>復元</translation>
        </message>
        <message>
            <source>Restore {0} pictures</source>
            <translation>{0} 枚の画像を復元</translation>
        </message>
        <message>
            <source>Restore all {0}</source>
            <translation>全 {0} 枚を復元</translation>
        </message>
        <message>
            <source>Upscale {0} pictures</source>
            <translation>{0} 枚の画像を拡大</translation>
        </message>
        <message>
            <source>Upscale all {0}</source>
            <translation>全 {0} 枚を拡大</translation>
        </message>
        <message>
            <source>Add {0} to the queue</source>
            <translation>{0} 枚を待ち行列に追加</translation>
        </message>
        <message>
            <source>Every picture that has no result yet</source>
            <translation>まだ結果のないすべての画像</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>学習の一覧</translation>
        </message>
        <message>
            <source>New training</source>
            <translation>新しい学習</translation>
        </message>
        <message>
            <source>Your trainings will stand here.</source>
            <translation>学習はここに表示されます。</translation>
        </message>
        <message>
            <source>RUNS</source>
            <translation>学習の一覧</translation>
        </message>
        <message>
            <source>Settings of {0}</source>
            <translation>{0} の設定</translation>
        </message>
        <message>
            <source>The run goes on with what you change here. What is grey would need a new run.</source>
            <translation>学習はここでの変更を使って続きます。灰色の項目には新しい学習が必要です。</translation>
        </message>
        <message>
            <source>These can be changed while the run is not at work.</source>
            <translation>これらは学習が動いていない間に変更できます。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>再開</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>待ち行列から取り出す</translation>
        </message>
        <message>
            <source>Settings of this run</source>
            <translation>この学習の設定</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>学習のフォルダーを開く</translation>
        </message>
        <message>
            <source>Delete this run</source>
            <translation>この学習を削除</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>モデルの名前</translation>
        </message>
        <message>
            <source>Add to my models</source>
            <translation>自分のモデルに追加</translation>
        </message>
        <message>
            <source>Use in Upscale</source>
            <translation>拡大に使う</translation>
        </message>
        <message>
            <source>Progress of the training</source>
            <translation>学習の進み具合</translation>
        </message>
        <message>
            <source>LOSS</source>
            <translation>損失</translation>
        </message>
        <message>
            <source>The loss appears here with the first report.</source>
            <translation>最初の報告とともに損失がここに表示されます。</translation>
        </message>
        <message>
            <source>VALIDATION</source>
            <translation>検証</translation>
        </message>
        <message>
            <source>How good it is on pictures it does not learn from appears here.</source>
            <translation>学習に使わない画像での良さがここに表示されます。</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>改善</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>評価</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特徴</translation>
        </message>
        <message>
            <source>What is shown of the validation</source>
            <translation>検証について表示するもの</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>曲線</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>表示</translation>
        </message>
        <message>
            <source>The process ended before the run was finished. Resume goes on at the last saved state.</source>
            <translation>学習が終わる前にプロセスが終了しました。「再開」で最後に保存された状態から続きます。</translation>
        </message>
        <message>
            <source>Its last words: {0}</source>
            <translation>最後の出力: {0}</translation>
        </message>
        <message>
            <source>It begins by itself when the run before it has ended, while this window is open or once it is opened again.</source>
            <translation>前の学習が終わると、このウィンドウが開いている間、または次に開いたときに自動で始まります。</translation>
        </message>
        <message>
            <source>It rests while pictures are enlarged, and goes on by itself.</source>
            <translation>画像の拡大中は休止し、終わると自動的に再開します。</translation>
        </message>
        <message>
            <source>Nothing to use yet: so far no state was better than the start.</source>
            <translation>まだ使えるものはありません。これまで開始時より良い状態はありません。</translation>
        </message>
        <message>
            <source>Nothing to use yet: the first check would have been at iteration {0}.</source>
            <translation>まだ使えるものはありません。最初の確認は反復 {0} の予定でした。</translation>
        </message>
        <message>
            <source>PSNR in dB, higher is closer to the original.</source>
            <translation>PSNR（dB）。高いほど元の画像に近くなります。</translation>
        </message>
        <message>
            <source>PSNR in dB above plain bicubic enlargement, higher is better.</source>
            <translation>通常のバイキュービック拡大を上回る PSNR（dB）。高いほど良くなります。</translation>
        </message>
        <message>
            <source>What decides which state is the best: lower is better.</source>
            <translation>どの状態が最良かを決める値。低いほど良くなります。</translation>
        </message>
        <message>
            <source>Visible difference as a share of bicubic's: lower is better.</source>
            <translation>バイキュービックに対する目に見える差の割合。低いほど良くなります。</translation>
        </message>
        <message>
            <source>Dashed: the model before training. Ring: the best so far.</source>
            <translation>破線: 学習前のモデル。輪: これまでの最良。</translation>
        </message>
        <message>
            <source>iteration {0} of {1}</source>
            <translation>反復 {0}/{1}</translation>
        </message>
        <message>
            <source>{0} samples a second</source>
            <translation>毎秒 {0} サンプル</translation>
        </message>
        <message>
            <source>{0} of memory</source>
            <translation>メモリ {0}</translation>
        </message>
        <message>
            <source>The run has not ended; its best state so far can be used all the same.</source>
            <translation>学習は終わっていませんが、これまでの最良の状態を使えます。</translation>
        </message>
        <message>
            <source>No state was better than the start: the newest one, of iteration {0}, is taken.</source>
            <translation>開始時より良い状態はありません。最新の状態 (反復 {0}) を使います。</translation>
        </message>
        <message>
            <source>What it was earlier is among your models as {0}.</source>
            <translation>以前の状態がモデル一覧に {0} として入っています。</translation>
        </message>
        <message>
            <source>It is among your models as {0}.</source>
            <translation>{0} として自分のモデルにあります。</translation>
        </message>
        <message>
            <source>Making the model…</source>
            <translation>モデルを作成中…</translation>
        </message>
        <message>
            <source>The training run cannot be reached: {0}</source>
            <translation>学習にアクセスできません: {0}</translation>
        </message>
        <message>
            <source>Show what it does</source>
            <translation>効果を見る</translation>
        </message>
        <message>
            <source>Computes three small examples with this model</source>
            <translation>このモデルで 3 つの小さな例を計算します</translation>
        </message>
        <message>
            <source>Waiting: pictures come first.</source>
            <translation>待機中: 画像の処理が先です。</translation>
        </message>
        <message>
            <source>Computing example {0} of {1}…</source>
            <translation>例 {0}/{1} を計算しています…</translation>
        </message>
        <message>
            <source>Before and after: {0}</source>
            <translation>適用前と適用後: {0}</translation>
        </message>
        <message>
            <source>A soft photograph, one worn by JPEG, and a drawing: drag to see before and after</source>
            <translation>ぼやけた写真、JPEG で劣化した写真、図: ドラッグして前後を見比べます</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>画像はまだありません</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>入力</translation>
        </message>
        <message>
            <source>Before training</source>
            <translation>学習前</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>比較対象</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>画像</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>検証</translation>
        </message>
        <message>
            <source>Earlier validation</source>
            <translation>前の検証</translation>
        </message>
        <message>
            <source>Later validation</source>
            <translation>後の検証</translation>
        </message>
        <message>
            <source>What the model makes of pictures it does not learn from appears here at each validation, the first time before it has learnt anything.</source>
            <translation>学習に使わない画像からモデルが作るものが、検証のたびにここに表示されます。最初は何も学習する前です。</translation>
        </message>
        <message>
            <source>iteration {0}</source>
            <translation>反復 {0}</translation>
        </message>
        <message>
            <source>Iteration {0}</source>
            <translation>反復 {0}</translation>
        </message>
        <message>
            <source>Picture {0}</source>
            <translation>画像 {0}</translation>
        </message>
        <message>
            <source>These pictures cannot be read.</source>
            <translation>これらの画像は読み込めません。</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>同じシードと設定なら、また同じ結果になります。</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>別のシード</translation>
        </message>
        <message>
            <source>Keep this seed for every run</source>
            <translation>毎回このシードを使い続ける</translation>
        </message>
        <message>
            <source>Every run uses this seed</source>
            <translation>毎回このシードを使います</translation>
        </message>
        <message>
            <source>Save the sheet</source>
            <translation>シートを保存</translation>
        </message>
        <message>
            <source>The sheet could not be saved to {0}: choose another folder.</source>
            <translation>シートを {0} に保存できませんでした。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>コンタクトシート</translation>
        </message>
        <message>
            <source>The part with the most detail</source>
            <translation>最も細部の多い部分</translation>
        </message>
        <message>
            <source>COLUMNS</source>
            <translation>列</translation>
        </message>
        <message>
            <source>ROWS</source>
            <translation>行</translation>
        </message>
        <message>
            <source>Save the sheet…</source>
            <translation>シートを保存…</translation>
        </message>
        <message>
            <source>As one picture, every cell at 100 %, with its labels</source>
            <translation>1 枚の画像として、すべてのセルを 100% で、見出し付きで保存します</translation>
        </message>
        <message>
            <source>REGION</source>
            <translation>領域</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>画像なし</translation>
        </message>
        <message>
            <source>Compute {0}</source>
            <translation>{0}を計算</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>計算</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>この画像は表示できません</translation>
        </message>
        <message>
            <source>{0} cannot be shown.</source>
            <translation>{0} を表示できません。</translation>
        </message>
        <message>
            <source>{0} has another shape than {1}: it is shown whole, not stretched.</source>
            <translation>{0} は {1} と縦横比が異なります。引き伸ばさず、全体を表示します。</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>倍率</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>倍率</translation>
        </message>
        <message>
            <source>Restore: the same size, without its noise and softness</source>
            <translation>復元: サイズはそのままで、ノイズとぼやけを取り除きます</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>その他</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>ピクセル</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>印刷</translation>
        </message>
        <message>
            <source>Other sizes</source>
            <translation>ほかのサイズ</translation>
        </message>
        <message>
            <source>Width of the result</source>
            <translation>結果の幅</translation>
        </message>
        <message>
            <source>Height of the result</source>
            <translation>結果の高さ</translation>
        </message>
        <message>
            <source>What has so many pixels</source>
            <translation>この画素数にする辺</translation>
        </message>
        <message>
            <source>Width × height</source>
            <translation>幅 × 高さ</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>長辺</translation>
        </message>
        <message>
            <source>Shorter side</source>
            <translation>短辺</translation>
        </message>
        <message>
            <source>Pixels of this side</source>
            <translation>この辺の画素数</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>Choose which part of the picture is printed</source>
            <translation>画像のどの部分を印刷するかを選びます</translation>
        </message>
        <message>
            <source>{0} × {1}, left as it is: only pictures below {2} px are enlarged</source>
            <translation>{0} × {1} はそのままです: {2} px 未満の画像だけを拡大します</translation>
        </message>
        <message>
            <source>{0} × {1}, restored at the same size</source>
            <translation>{0} × {1}、同じサイズで復元</translation>
        </message>
        <message>
            <source>from {0} × {1} to {2} × {3}</source>
            <translation>{0} × {1} から {2} × {3} へ</translation>
        </message>
        <message>
            <source>Prints {0}.</source>
            <translation>印刷サイズ: {0}。</translation>
        </message>
        <message>
            <source>The picture keeps its shape: for {0} × {1} {2} it has to be cropped.</source>
            <translation>画像の縦横比は保たれます。{0} × {1} {2} にするには切り抜きが必要です。</translation>
        </message>
        <message>
            <source>Crop to {0} × {1}…</source>
            <translation>{0} × {1} に切り抜く…</translation>
        </message>
        <message>
            <source>This model does not enlarge: the enlargement is interpolated.</source>
            <translation>このモデルは拡大しません。拡大は補間で行われます。</translation>
        </message>
        <message>
            <source>This model enlarges up to {0}×: the rest is interpolated.</source>
            <translation>このモデルの拡大は {0}× までです。残りは補間されます。</translation>
        </message>
        <message>
            <source>This model enlarges the reduced picture up to {0}×: the rest is interpolated.</source>
            <translation>このモデルによる縮小した画像の拡大は {0}× までです。残りは補間されます。</translation>
        </message>
        <message>
            <source>More than {0}× takes several passes.</source>
            <translation>{0}× を超えると複数回の処理が必要です。</translation>
        </message>
        <message>
            <source>At most</source>
            <translation>最大</translation>
        </message>
        <message>
            <source> MB</source>
            <translation> MB</translation>
        </message>
        <message>
            <source>Size of the file at most</source>
            <translation>ファイルの最大サイズ</translation>
        </message>
        <message>
            <source>For places that take no larger files: the highest quality whose file fits is looked for, up to the one above. PNG, TIFF and files without loss have no quality that could be lowered.</source>
            <translation>ファイルサイズに上限がある場所のために、上の品質を超えない範囲で、収まる最高の品質を探します。PNG、TIFF、可逆のファイルには下げられる品質がありません。</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>測定</translation>
        </message>
        <message>
            <source>Trains for a few seconds to find out how long the run will take and what memory it needs.</source>
            <translation>数秒間学習して、かかる時間と必要なメモリを調べます。</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>学習を開始</translation>
        </message>
        <message>
            <source>The measurement failed: {0}</source>
            <translation>測定に失敗しました: {0}</translation>
        </message>
        <message>
            <source>Add to the queue</source>
            <translation>待ち行列に追加</translation>
        </message>
        <message>
            <source>This cannot start yet.</source>
            <translation>まだ開始できません。</translation>
        </message>
        <message>
            <source>Choose pictures first.</source>
            <translation>先に画像を選んでください。</translation>
        </message>
        <message>
            <source>This takes up to a minute. You can start without it.</source>
            <translation>1 分ほどかかります。測定せずに開始することもできます。</translation>
        </message>
        <message>
            <source>Measuring how long it will take…</source>
            <translation>かかる時間を測定中…</translation>
        </message>
        <message>
            <source>Measure tells you the time and the memory beforehand.</source>
            <translation>「測定」で時間とメモリを前もって知ることができます。</translation>
        </message>
        <message>
            <source>Another run is at work: this one will wait for its turn.</source>
            <translation>別の学習が動いています。これは順番を待ちます。</translation>
        </message>
        <message>
            <source>{0} iterations</source>
            <translation>{0} 回の反復</translation>
        </message>
        <message>
            <source>Takes {0}, up to {1} of memory and {3} of disk on: {2}</source>
            <translation>{0} かかり、最大 {1} のメモリと {3} のディスクを使います: {2}</translation>
        </message>
        <message>
            <source>Takes {0} and up to {1} of memory on: {2}</source>
            <translation>{0} かかり、最大 {1} のメモリを使います: {2}</translation>
        </message>
        <message>
            <source>At best {0} dB PSNR: what the model's autoencoder can show of these pictures.</source>
            <translation>最高でも PSNR {0} dB: モデルのオートエンコーダーがこれらの画像について表現できる限界です。</translation>
        </message>
        <message>
            <source>Measured with other settings: measure again to be sure.</source>
            <translation>別の設定で測定されました。確実を期すにはもう一度測定してください。</translation>
        </message>
        <message>
            <source>Measure time and memory</source>
            <translation>時間とメモリを測定</translation>
        </message>
        <message>
            <source> · {0} more waiting</source>
            <translation> · ほか {0} 件が待機中</translation>
        </message>
        <message>
            <source> · all in about {0}</source>
            <translation> · 全部で約 {0}</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>{0} を保存中</translation>
        </message>
        <message>
            <source>1 result…</source>
            <translation>1 件の結果…</translation>
        </message>
        <message>
            <source>{0} results…</source>
            <translation>{0} 件の結果…</translation>
        </message>
        <message>
            <source>Memory that the program uses</source>
            <translation>プログラムが使っているメモリ</translation>
        </message>
        <message>
            <source>Save this step…</source>
            <translation>このステップを保存…</translation>
        </message>
        <message>
            <source>Put this step on the left</source>
            <translation>このステップを左に置く</translation>
        </message>
        <message>
            <source>Back to what was on the left</source>
            <translation>左を元に戻す</translation>
        </message>
        <message>
            <source>Save this step</source>
            <translation>このステップを保存</translation>
        </message>
        <message>
            <source>Saved as {0} ({1}, the size of the preview)</source>
            <translation>{0} として保存しました（{1}、プレビューのサイズ）</translation>
        </message>
        <message>
            <source>The step could not be saved to {0}: choose another folder.</source>
            <translation>ステップを {0} に保存できませんでした。別のフォルダーを選んでください。</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>強さ</translation>
        </message>
        <message>
            <source>How much of the model's picture is taken; the rest is the faithful one</source>
            <translation>モデルの画像を使う割合。残りは忠実な画像です</translation>
        </message>
        <message>
            <source>Faithful picture</source>
            <translation>忠実な画像</translation>
        </message>
        <message>
            <source>What the result is mixed with, and what stays where it is protected</source>
            <translation>結果と混ぜる画像。保護した部分にはこれが残ります</translation>
        </message>
        <message>
            <source>Enlargement</source>
            <translation>通常の拡大</translation>
        </message>
        <message>
            <source>Kappa 0.1</source>
            <translation>Kappa 0.1</translation>
        </message>
        <message>
            <source>Keep the grain</source>
            <translation>粒状感を保つ</translation>
        </message>
        <message>
            <source>Bring the finest structure of the original back into the result</source>
            <translation>元の画像の最も細かい構造を結果に戻します</translation>
        </message>
        <message>
            <source>over</source>
            <translation>下地:</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>保護</translation>
        </message>
        <message>
            <source>Paint where the faithful picture shall stay, as on faces and text</source>
            <translation>顔や文字など、忠実な画像を残す部分を塗ります</translation>
        </message>
        <message>
            <source>Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush.</source>
            <translation>残す部分を塗ってください。右ボタンで消し、[ と ]、または Ctrl とホイールでブラシのサイズを変えます。</translation>
        </message>
        <message>
            <source>Undo the last stroke (Ctrl+Z)</source>
            <translation>最後の一筆を元に戻す (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Protect nothing</source>
            <translation>保護をすべて解除</translation>
        </message>
        <message>
            <source>Find faces and text</source>
            <translation>顔と文字を探す</translation>
        </message>
        <message>
            <source>Propose faces and lines of text to protect; nothing is protected unasked</source>
            <translation>保護する顔と文字の行を提案します。確認なしに保護することはありません</translation>
        </message>
        <message>
            <source>Protect all</source>
            <translation>すべて保護</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>閉じる</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>計算中…</translation>
        </message>
        <message>
            <source>No faces and no text were found.</source>
            <translation>顔も文字も見つかりませんでした。</translation>
        </message>
        <message>
            <source>1 place found.</source>
            <translation>1 か所見つかりました。</translation>
        </message>
        <message>
            <source>{0} places found.</source>
            <translation>{0} か所見つかりました。</translation>
        </message>
        <message>
            <source>A click protects one, the right button dismisses it.</source>
            <translation>クリックで保護し、右ボタンで提案を取り下げます。</translation>
        </message>
        <message>
            <source>A damaged file was set aside. It lies here now: {0}</source>
            <translation>破損したファイルを別の場所に移しました。現在の場所: {0}</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged: its results are of the picture before.</source>
            <translation>{0} は拡大後に変更されました。結果は変更前の画像のものです。</translation>
        </message>
        <message>
            <source>Trainings and the authors' models can use your graphics card ({0}). That takes {1} once.</source>
            <translation>学習と著者のモデルでグラフィックカード（{0}）を使えます。最初に一度だけ {1} が必要です。</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>表示する</translation>
        </message>
        <message>
            <source>Your graphics card is used from the next start on.</source>
            <translation>グラフィックカードは次回の起動から使われます。</translation>
        </message>
        <message>
            <source>It ended before it was done. What has arrived is kept.</source>
            <translation>完了する前に終了しました。届いた分は残してあります。</translation>
        </message>
        <message>
            <source>Kind of graphics card</source>
            <translation>グラフィックカードの種類</translation>
        </message>
        <message>
            <source>Delete what has been fetched</source>
            <translation>ダウンロードしたものを削除します</translation>
        </message>
        <message>
            <source>Support for my graphics card</source>
            <translation>グラフィックカードのサポート</translation>
        </message>
        <message>
            <source>Installed: torch {0}, which can use {1}. It works from the next start on.</source>
            <translation>インストール済み: torch {0}、{1} を使えます。次回の起動から動作します。</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>インストール</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>準備中…</translation>
        </message>
        <message>
            <source>About {0} of {1} have arrived. You can close this window and go on working.</source>
            <translation>{1} のうち約 {0} が届きました。このウィンドウを閉じて作業を続けられます。</translation>
        </message>
        <message>
            <source>Checking that it computes…</source>
            <translation>計算できるか確認中…</translation>
        </message>
        <message>
            <source>For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed.</source>
            <translation>学習と著者のモデル用: ダウンロード {0}、ディスク {1}。中止や削除ができます。</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>学習の徹底度</translation>
        </message>
        <message>
            <source>Settings for experts</source>
            <translation>上級者向けの設定</translation>
        </message>
        <message>
            <source>Back to the preset's values</source>
            <translation>プリセットの値に戻す</translation>
        </message>
        <message>
            <source>Changed by you: {0}</source>
            <translation>変更した設定: {0}</translation>
        </message>
        <message>
            <source>Too little is left of this file: no part of it can be shown.</source>
            <translation>このファイルは残りが少なすぎて、どの部分も表示できません。</translation>
        </message>
        <message>
            <source>This picture cannot be read.</source>
            <translation>この画像は読み込めません。</translation>
        </message>
        <message>
            <source>Make a model better at your kind of picture. It is done on this computer, in the background; the window can be closed meanwhile.</source>
            <translation>自分の画像の種類に合わせてモデルを改善します。このコンピューターの裏側で行われ、その間ウィンドウを閉じても構いません。</translation>
        </message>
        <message>
            <source>Model to start from</source>
            <translation>出発点のモデル</translation>
        </message>
        <message>
            <source>For example: My scanned pages</source>
            <translation>例: スキャンしたページ</translation>
        </message>
        <message>
            <source>Name of the new model</source>
            <translation>新しいモデルの名前</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>出発点</translation>
        </message>
        <message>
            <source>The training {0} has ended: its folder is no longer there.</source>
            <translation>学習 {0} は終了しました。そのフォルダーはもうありません。</translation>
        </message>
        <message>
            <source>The training {0} is finished.</source>
            <translation>学習 {0} が完了しました。</translation>
        </message>
        <message>
            <source>The training {0} failed: {1}</source>
            <translation>学習 {0} が失敗しました: {1}</translation>
        </message>
        <message>
            <source>The training {0} was interrupted. It can be resumed.</source>
            <translation>学習 {0} が中断されました。再開できます。</translation>
        </message>
        <message>
            <source>The model could not be made: {0}</source>
            <translation>モデルを作れませんでした: {0}</translation>
        </message>
        <message>
            <source>Take the newest state</source>
            <translation>最新の状態を使う</translation>
        </message>
        <message>
            <source>Move originals into</source>
            <translation>元の画像の移動先</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({0}). Your pictures are safe; please go on.</source>
            <translation>プログラムで問題が起きました（{0}）。画像は無事です。そのまま続けてください。</translation>
        </message>
        <message>
            <source>1 result from last time has not been saved.</source>
            <translation>前回の結果が 1 件保存されていません。</translation>
        </message>
        <message>
            <source>{0} results from last time have not been saved.</source>
            <translation>前回の結果が {0} 件保存されていません。</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>表示する</translation>
        </message>
        <message>
            <source>1 result is without what was decided about it, as there is nothing to mix it with.</source>
            <translation>混ぜる画像がもうないため、1 件の結果は決めた内容なしで表示されます。</translation>
        </message>
        <message>
            <source>{0} results are without what was decided about them, as there is nothing to mix them with.</source>
            <translation>混ぜる画像がもうないため、{0} 件の結果は決めた内容なしで表示されます。</translation>
        </message>
        <message>
            <source>{0} is a book: only single pictures are filled in.</source>
            <translation>{0} は本です。埋められるのは単独の画像だけです。</translation>
        </message>
        <message>
            <source>{0}: nothing is marked. Paint over what is to be filled in first.</source>
            <translation>{0}: 印がありません。先に埋める部分を塗ってください。</translation>
        </message>
        <message>
            <source>In {0} pictures nothing is marked: they stay as they are.</source>
            <translation>{0} 枚の画像には印がありません。そのまま残ります。</translation>
        </message>
        <message>
            <source>A picture waited for the model that was deleted. It waits no longer.</source>
            <translation>1 枚の画像が削除されたモデルを待っていました。待機は取り消されました。</translation>
        </message>
        <message>
            <source>{0} pictures waited for the model that was deleted. They wait no longer.</source>
            <translation>{0} 枚の画像が削除されたモデルを待っていました。待機は取り消されました。</translation>
        </message>
        <message>
            <source>This size cannot be tried on a region. {0}</source>
            <translation>このサイズは領域では試せません。{0}</translation>
        </message>
        <message>
            <source>The queue is paused: the region waits until it goes on.</source>
            <translation>待ち行列が一時停止中です。再開するまで領域は待機します。</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>監視をやめる</translation>
        </message>
        <message>
            <source>Move originals…</source>
            <translation>元の画像を移動…</translation>
        </message>
        <message>
            <source>Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was done before stays.</source>
            <translation>結果が保存されると、画像はフォルダーから移されます。何も上書きされず、失敗したものや処理済みのものは残ります。</translation>
        </message>
        <message>
            <source>Originals then go to {0}.</source>
            <translation>その後、元の画像は {0} に移されます。</translation>
        </message>
        <message>
            <source>Watching {0}</source>
            <translation>監視中: {0}</translation>
        </message>
        <message>
            <source>It cannot be reached: waiting for it.</source>
            <translation>アクセスできません。戻るのを待っています。</translation>
        </message>
        <message>
            <source>All is done. The computer goes to sleep in {0} s.</source>
            <translation>すべて終わりました。{0} 秒後にコンピューターがスリープします。</translation>
        </message>
        <message>
            <source>All is done. The computer shuts down in {0} s.</source>
            <translation>すべて終わりました。{0} 秒後にコンピューターがシャットダウンします。</translation>
        </message>
        <message>
            <source>All is done. The program closes in {0} s.</source>
            <translation>すべて終わりました。{0} 秒後にプログラムが終了します。</translation>
        </message>
        <message>
            <source>The system did not do what was to be done at the end: {0}</source>
            <translation>終了時に行うはずだった操作をシステムが実行しませんでした: {0}</translation>
        </message>
        <message>
            <source>When the queue is done</source>
            <translation>待ち行列が終わったら</translation>
        </message>
        <message>
            <source>Let the computer sleep</source>
            <translation>コンピューターをスリープ</translation>
        </message>
        <message>
            <source>Shut the computer down</source>
            <translation>コンピューターをシャットダウン</translation>
        </message>
        <message>
            <source>Do nothing more</source>
            <translation>何もしない</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>プログラムを終了</translation>
        </message>
        <message>
            <source>Progress: {0}</source>
            <translation>進み具合: {0}</translation>
        </message>
        <message>
            <source>Another program is fetching it: waiting…</source>
            <translation>別のプログラムがダウンロード中のため、待っています…</translation>
        </message>
        <message>
            <source>Checking and converting {0}…</source>
            <translation>{0} を確認し変換中…</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>毎秒 {0}</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>反復回数</translation>
        </message>
        <message>
            <source>How often the weights are adjusted. More takes longer; it may end early.</source>
            <translation>重みを調整する回数。多いほど時間がかかります。早く終わることもあります。</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>バッチ</translation>
        </message>
        <message>
            <source>Patches in each iteration. More is steadier and slower.</source>
            <translation>各反復でのパッチの数。多いほど安定し、遅くなります。</translation>
        </message>
        <message>
            <source>Parts of a batch</source>
            <translation>バッチの分割数</translation>
        </message>
        <message>
            <source>In how many parts a batch is worked through: more saves memory. 0 lets the program choose.</source>
            <translation>バッチをいくつに分けて処理するか。多いほどメモリを節約します。0 ならプログラムが選びます。</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>パッチ</translation>
        </message>
        <message>
            <source>Side of the pieces of the good pictures that are learnt from, in pixels.</source>
            <translation>学習に使う良い画像の切り出しの一辺（ピクセル）。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学習率</translation>
        </message>
        <message>
            <source>How large each adjustment is. Too large and the model falls apart, too small and nothing happens.</source>
            <translation>各調整の大きさ。大きすぎるとモデルが壊れ、小さすぎると何も起きません。</translation>
        </message>
        <message>
            <source>Learning rate at the end</source>
            <translation>終了時の学習率</translation>
        </message>
        <message>
            <source>Where the rate has fallen to by the last iteration.</source>
            <translation>最後の反復までに下がる学習率の値。</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>ウォームアップ</translation>
        </message>
        <message>
            <source>Iterations over which the learning rate rises at the start.</source>
            <translation>開始時に学習率が上がっていく反復の回数。</translation>
        </message>
        <message>
            <source>Averaging</source>
            <translation>平均化</translation>
        </message>
        <message>
            <source>How slowly the averaged weights follow, which are what you get in the end.</source>
            <translation>平均化された重みが追いつく遅さ。最後に得られるのはこの重みです。</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>勾配クリッピング</translation>
        </message>
        <message>
            <source>Longest step the gradient may ask for.</source>
            <translation>勾配が求めてよい最大の歩幅。</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>重み減衰</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero. 0 is usual here.</source>
            <translation>重みをゼロへ引く力。ここでは通常 0 です。</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>What is trained.</source>
            <translation>学習する対象。</translation>
        </message>
        <message>
            <source>All weights</source>
            <translation>すべての重み</translation>
        </message>
        <message>
            <source>Small additions only: less memory</source>
            <translation>小さな追加部分のみ: メモリを節約</translation>
        </message>
        <message>
            <source>Rank of the additions</source>
            <translation>追加部分のランク</translation>
        </message>
        <message>
            <source>Size of the small additions. More can learn more.</source>
            <translation>小さな追加部分の大きさ。大きいほど多く学べます。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>損失</translation>
        </message>
        <message>
            <source>What counts as an error.</source>
            <translation>何を誤差とみなすか。</translation>
        </message>
        <message>
            <source>Squared error and visible features: sharper</source>
            <translation>二乗誤差と目に見える特徴: より鮮明</translation>
        </message>
        <message>
            <source>Squared error alone: highest PSNR</source>
            <translation>二乗誤差のみ: PSNR が最高</translation>
        </message>
        <message>
            <source>Squared error weighted by the chain's bound</source>
            <translation>連鎖の限界で重み付けした二乗誤差</translation>
        </message>
        <message>
            <source>Weight of visible features</source>
            <translation>目に見える特徴の重み</translation>
        </message>
        <message>
            <source>More is sharper and invents more.</source>
            <translation>大きいほど鮮明になり、創作も増えます。</translation>
        </message>
        <message>
            <source>float16 is for older graphics cards; float32 is slowest and exact.</source>
            <translation>float16 は古いグラフィックカード向けです。float32 は最も遅く、正確です。</translation>
        </message>
        <message>
            <source>Choose for this device</source>
            <translation>このデバイスに合わせて選ぶ</translation>
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
            <translation>改善を待つ検証の回数</translation>
        </message>
        <message>
            <source>Ends after so many validations without a better one. 0 never ends early.</source>
            <translation>この回数の検証で改善がなければ終了します。0 なら途中で終わりません。</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>検証用の割合</translation>
        </message>
        <message>
            <source>Share of the pictures that is not learnt from but judges the result.</source>
            <translation>学習に使わず、結果の評価に使う画像の割合。</translation>
        </message>
        <message>
            <source>Validate every</source>
            <translation>検証の間隔</translation>
        </message>
        <message>
            <source>Iterations between two looks at the held-out pictures.</source>
            <translation>取り分けた画像を見る間の反復回数。</translation>
        </message>
        <message>
            <source>Save every</source>
            <translation>保存の間隔</translation>
        </message>
        <message>
            <source>Iterations between two saved states: at most so many are lost by a power cut.</source>
            <translation>状態を保存する間の反復回数。停電時に失われるのは最大でこの回数です。</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>スレッド</translation>
        </message>
        <message>
            <source>Processor threads used; below 1 all of them.</source>
            <translation>使うプロセッサースレッドの数。1 未満ならすべて。</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>ほかへの譲り方</translation>
        </message>
        <message>
            <source>How far the training lets other programs go first.</source>
            <translation>学習がほかのプログラムをどれだけ優先させるか。</translation>
        </message>
        <message>
            <source>Another number gives another split and another order.</source>
            <translation>別の数にすると、分け方と順序が変わります。</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>簡易</translation>
        </message>
        <message>
            <source>Minutes on a processor. Shows whether your pictures help.</source>
            <translation>プロセッサーで数分。自分の画像が役立つかどうかがわかります。</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>標準</translation>
        </message>
        <message>
            <source>An hour or some on a processor, minutes on a graphics card. A good first choice.</source>
            <translation>プロセッサーで 1 時間から数時間、グラフィックカードで数分。最初の選択に適しています。</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>徹底</translation>
        </message>
        <message>
            <source>As long as it gets better: hours. For many pictures.</source>
            <translation>良くなり続ける限り: 数時間。多くの画像向け。</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>読み込めない</translation>
        </message>
        <message>
            <source>without a partner</source>
            <translation>相手がない</translation>
        </message>
        <message>
            <source>made by this program</source>
            <translation>このプログラムが作った</translation>
        </message>
        <message>
            <source>too small</source>
            <translation>小さすぎる</translation>
        </message>
        <message>
            <source>not matching the model's scale</source>
            <translation>モデルの倍率に合わない</translation>
        </message>
        <message>
            <source>showing something else than the partner</source>
            <translation>相手と別のものが写っている</translation>
        </message>
        <message>
            <source>there twice</source>
            <translation>重複している</translation>
        </message>
        <message>
            <source>shifted against the partner</source>
            <translation>相手とずれている</translation>
        </message>
        <message>
            <source>differing in colour or brightness from the partner</source>
            <translation>相手と色または明るさが異なる</translation>
        </message>
        <message>
            <source>soft for its size</source>
            <translation>サイズの割にぼやけている</translation>
        </message>
        <message>
            <source>In most pairs the two show different things: the names of one side may be off by one.</source>
            <translation>ほとんどの組で 2 枚に別のものが写っています。片方の名前が 1 つずれているかもしれません。</translation>
        </message>
        <message>
            <source>These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study and redistribution for non-commercial purposes only; for anything commercial, ask the authors.</source>
            <translation>これらの重みは、ResShift の著者が NTU S-Lab License 1.0 のもとで公開したものです。使用、研究、再配布は非商用の目的に限って許可されています。商用については著者に問い合わせてください。</translation>
        </message>
        <message>
            <source>its authors name none; the package's is MIT</source>
            <translation>著者は明記していません。パッケージは MIT です</translation>
        </message>
    </context>
</TS>
