<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>studio</name>
        <message>
            <source>Faithful</source>
            <translation>忠实</translation>
        </message>
        <message>
            <source>Balanced</source>
            <translation>均衡</translation>
        </message>
        <message>
            <source>Detailed</source>
            <translation>细节丰富</translation>
        </message>
        <message>
            <source>without the picture's colours</source>
            <translation>不保留图片的颜色</translation>
        </message>
        <message>
            <source>kappa {0}</source>
            <translation>kappa {0}</translation>
        </message>
        <message>
            <source>seamless texture</source>
            <translation>无缝纹理</translation>
        </message>
        <message>
            <source>only below {0} px</source>
            <translation>仅小于 {0} px</translation>
        </message>
        <message>
            <source>shorter side {0} px</source>
            <translation>短边 {0} px</translation>
        </message>
        <message>
            <source>longer side {0} px</source>
            <translation>长边 {0} px</translation>
        </message>
        <message>
            <source>{0} pixels</source>
            <translation>{0} 像素</translation>
        </message>
        <message>
            <source>reduced first if it is soft</source>
            <translation>若偏软则先缩小</translation>
        </message>
        <message>
            <source>reduced to {0} % first</source>
            <translation>先缩小到 {0} %</translation>
        </message>
        <message>
            <source>format as the picture</source>
            <translation>格式与图片相同</translation>
        </message>
        <message>
            <source>{0} lossless</source>
            <translation>{0} 无损</translation>
        </message>
        <message>
            <source>into {0}</source>
            <translation>存入 {0}</translation>
        </message>
        <message>
            <source>saved beside the picture</source>
            <translation>保存在图片旁</translation>
        </message>
        <message>
            <source>saved into a sub-folder</source>
            <translation>保存到子文件夹</translation>
        </message>
        <message>
            <source>There is no Python in {0}: choose an environment's folder.</source>
            <translation>{0} 中没有 Python：请选择一个环境的文件夹。</translation>
        </message>
        <message>
            <source>{0} cannot be started.</source>
            <translation>无法启动 {0}。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: its Python crashed while it looked for the engine's packages.</source>
            <translation>{0} 无法运行引擎：其 Python 在查找引擎所需的软件包时崩溃。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it needs Python 3.11 or newer.</source>
            <translation>{0} 无法运行引擎：需要 Python 3.11 或更新版本。</translation>
        </message>
        <message>
            <source>{0} cannot run the engine: it ended without saying what it has. See the log.</source>
            <translation>{0} 无法运行引擎：它没有说明自身内容就结束了。请查看日志。</translation>
        </message>
        <message>
            <source>Python {0} is too old: the engine needs 3.11 or newer.</source>
            <translation>Python {0} 太旧：引擎需要 3.11 或更新版本。</translation>
        </message>
        <message>
            <source>Packages are missing. Install them with: {0} -m pip install {1}</source>
            <translation>缺少软件包。请用以下命令安装：{0} -m pip install {1}</translation>
        </message>
        <message>
            <source>Python {0}, torch {1}: {2}</source>
            <translation>Python {0}，torch {1}：{2}</translation>
        </message>
        <message>
            <source>{0} free</source>
            <translation>{0} 可用</translation>
        </message>
        <message>
            <source>The engine runs in the Python environment {0} (torch {1}).</source>
            <translation>引擎在 Python 环境 {0}（torch {1}）中运行。</translation>
        </message>
        <message>
            <source>The Python environment {0} does not answer: see the log.</source>
            <translation>Python 环境 {0} 没有响应：请查看日志。</translation>
        </message>
        <message>
            <source>The Python environment's engine has ended unexpectedly: try again, or see the log.</source>
            <translation>Python 环境的引擎意外结束：请重试，或查看日志。</translation>
        </message>
        <message>
            <source>The Python environment is not used: {0}</source>
            <translation>未使用 Python 环境：{0}</translation>
        </message>
        <message>
            <source>The Python environment {0} is not used ({1}): choose another one, or see the log.</source>
            <translation>未使用 Python 环境 {0}（{1}）：请选择另一个，或查看日志。</translation>
        </message>
        <message>
            <source>{0}: no graphics device that can compute was found.</source>
            <translation>{0}：未找到能够计算的图形设备。</translation>
        </message>
        <message>
            <source>{0}: the fastest device that was found.</source>
            <translation>{0}：找到的最快设备。</translation>
        </message>
        <message>
            <source>Processor, 1 core</source>
            <translation>处理器，1 个核心</translation>
        </message>
        <message>
            <source>Processor, {0} cores</source>
            <translation>处理器，{0} 个核心</translation>
        </message>
        <message>
            <source>Kappa</source>
            <translation>Kappa</translation>
        </message>
        <message>
            <source>Steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>Seed</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>“{0}” is not a number.</source>
            <translation>“{0}”不是数字。</translation>
        </message>
        <message>
            <source>{0} is out of range: {1} to {2}.</source>
            <translation>{0} 超出范围：{1} 到 {2}。</translation>
        </message>
        <message>
            <source>Give at least one value.</source>
            <translation>请至少输入一个值。</translation>
        </message>
        <message>
            <source>At most {0} values fit along one side.</source>
            <translation>一条边最多容纳 {0} 个值。</translation>
        </message>
        <message>
            <source>seed {0}</source>
            <translation>种子 {0}</translation>
        </message>
        <message>
            <source>1 cell</source>
            <translation>1 个单元格</translation>
        </message>
        <message>
            <source>{0} cells</source>
            <translation>{0} 个单元格</translation>
        </message>
        <message>
            <source>default</source>
            <translation>默认</translation>
        </message>
        <message>
            <source>{0} · no steps, no kappa, no seed</source>
            <translation>{0} · 无步数、无 kappa、无种子</translation>
        </message>
        <message>
            <source>the same again</source>
            <translation>与前面相同</translation>
        </message>
        <message>
            <source>not computed</source>
            <translation>未计算</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>computing…</source>
            <translation>正在计算…</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>the model's default</source>
            <translation>模型的默认值</translation>
        </message>
        <message>
            <source>the same size</source>
            <translation>相同尺寸</translation>
        </message>
        <message>
            <source>{0} times larger</source>
            <translation>放大到 {0} 倍</translation>
        </message>
        <message>
            <source>This model restores at once, whatever kappa, steps and seed: compare it with others.</source>
            <translation>无论 kappa、步数和种子如何，此模型都一次完成复原：请将它与其他模型比较。</translation>
        </message>
        <message>
            <source>All else is as on the page Upscale: {0}.</source>
            <translation>其余与“放大”页面相同：{0}。</translation>
        </message>
        <message>
            <source>The queue is paused: the sheet waits</source>
            <translation>队列已暂停：对比表在等待</translation>
        </message>
        <message>
            <source>The queue is at work: the sheet waits</source>
            <translation>队列正在处理：对比表在等待</translation>
        </message>
        <message>
            <source>{0} of {1}</source>
            <translation>{0} / {1}</translation>
        </message>
        <message>
            <source> · about {0} left</source>
            <translation> · 约还需 {0}</translation>
        </message>
        <message>
            <source>A lower kappa stays closer.</source>
            <translation>kappa 越低，越贴近图片。</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged, so the two cannot be compared.</source>
            <translation>{0} 在放大之后已被更改，因此两者无法比较。</translation>
        </message>
        <message>
            <source>This result is no longer there.</source>
            <translation>此结果已不存在。</translation>
        </message>
        <message>
            <source>All seeds give the same result.</source>
            <translation>所有种子的结果都相同。</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the picture ({3} seeds).</source>
            <translation>因种子而异的内容是模型创造的：平均 {0} 级（共 255 级），图片的 {2}% 达到 {1} 级或以上（{3} 个种子）。</translation>
        </message>
        <message>
            <source>What differs by seed was made up by the model: {0} of 255 levels on average, {1} or more in {2} % of the region ({3} seeds).</source>
            <translation>因种子而异的内容是模型创造的：平均 {0} 级（共 255 级），区域的 {2}% 达到 {1} 级或以上（{3} 个种子）。</translation>
        </message>
        <message>
            <source>The result differs from the picture by {0} of 255 levels.</source>
            <translation>结果与图片相差 {0} 级（共 255 级）。</translation>
        </message>
        <message>
            <source>Made small again, the result differs from the picture by {0} of 255 levels; plain enlargement does by {1}.</source>
            <translation>重新缩小后，结果与图片相差 {0} 级（共 255 级）；普通放大相差 {1} 级。</translation>
        </message>
        <message>
            <source>It leaves the picture. With a noisy or compressed one, part of that is noise that was taken away.</source>
            <translation>结果偏离了图片。对于有噪声或经过压缩的图片，其中一部分是被去除的噪声。</translation>
        </message>
        <message>
            <source>It keeps to the picture.</source>
            <translation>结果忠于图片。</translation>
        </message>
        <message>
            <source>Most of it lies {0} of the region.</source>
            <translation>大部分位于区域的{0}。</translation>
        </message>
        <message>
            <source>Most of it lies {0}.</source>
            <translation>大部分位于{0}。</translation>
        </message>
        <message>
            <source>The colours as a whole have drifted.</source>
            <translation>整体颜色发生了偏移。</translation>
        </message>
        <message>
            <source>at the upper left</source>
            <translation>左上方</translation>
        </message>
        <message>
            <source>at the top</source>
            <translation>上方</translation>
        </message>
        <message>
            <source>at the upper right</source>
            <translation>右上方</translation>
        </message>
        <message>
            <source>at the left</source>
            <translation>左侧</translation>
        </message>
        <message>
            <source>in the middle</source>
            <translation>中间</translation>
        </message>
        <message>
            <source>at the right</source>
            <translation>右侧</translation>
        </message>
        <message>
            <source>at the lower left</source>
            <translation>左下方</translation>
        </message>
        <message>
            <source>at the bottom</source>
            <translation>下方</translation>
        </message>
        <message>
            <source>at the lower right</source>
            <translation>右下方</translation>
        </message>
        <message>
            <source>1 step</source>
            <translation>1 步</translation>
        </message>
        <message>
            <source>{0} steps</source>
            <translation>{0} 步</translation>
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
            <translation>{0} 分钟</translation>
        </message>
        <message>
            <source>{0} h {1} min</source>
            <translation>{0} 小时 {1} 分钟</translation>
        </message>
        <message>
            <source>{0}×</source>
            <translation>{0}×</translation>
        </message>
        <message>
            <source>keeps the size</source>
            <translation>保持尺寸</translation>
        </message>
        <message>
            <source>Fills in what you mark in a picture.</source>
            <translation>填补您在图片中标记的部分。</translation>
        </message>
        <message>
            <source>Restores the faces in a picture.</source>
            <translation>复原图片中的人脸。</translation>
        </message>
        <message>
            <source>A part of other models.</source>
            <translation>其他模型的一部分。</translation>
        </message>
        <message>
            <source>For pictures of every kind.</source>
            <translation>适用于各类图片。</translation>
        </message>
        <message>
            <source>For clean pictures.</source>
            <translation>适用于干净（无噪声、无压缩痕迹）的图片。</translation>
        </message>
        <message>
            <source>For blurred, noisy or compressed pictures.</source>
            <translation>适用于模糊、有噪声或压缩过的图片。</translation>
        </message>
        <message>
            <source>No example: it needs a picture in which something is marked.</source>
            <translation>没有示例：它需要一张有标记的图片。</translation>
        </message>
        <message>
            <source>No example: it needs a picture with faces.</source>
            <translation>没有示例：它需要一张有人脸的图片。</translation>
        </message>
        <message>
            <source>Dropped picture</source>
            <translation>拖入的图片</translation>
        </message>
        <message>
            <source>{0} lies on the network: save it first, then drop the file.</source>
            <translation>{0} 在网络上：请先保存，再拖入文件。</translation>
        </message>
        <message>
            <source>Pasted picture</source>
            <translation>粘贴的图片</translation>
        </message>
        <message>
            <source>The picture could not be read.</source>
            <translation>无法读取该图片。</translation>
        </message>
        <message>
            <source>In {0} other kinds of files were passed over: {1}.</source>
            <translation>在 {0} 中跳过了其他类型的文件：{1}。</translation>
        </message>
        <message>
            <source>In {0} results of earlier runs were passed over: {1}.</source>
            <translation>在 {0} 中跳过了以前运行的结果：{1}。</translation>
        </message>
        <message>
            <source>Which pictures still wait cannot be kept safe from a crash: {0}</source>
            <translation>无法保证仍在等待的图片列表在崩溃时不丢失：{0}</translation>
        </message>
        <message>
            <source>stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>not below {0} px</source>
            <translation>不小于 {0} px</translation>
        </message>
        <message>
            <source>done before</source>
            <translation>此前已完成</translation>
        </message>
        <message>
            <source>ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>1 page</source>
            <translation>1 页</translation>
        </message>
        <message>
            <source>{0} pages</source>
            <translation>{0} 页</translation>
        </message>
        <message>
            <source>then again</source>
            <translation>之后再做一次</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0}%</translation>
        </message>
        <message>
            <source>done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>saved</source>
            <translation>已保存</translation>
        </message>
        <message>
            <source>saving…</source>
            <translation>正在保存…</translation>
        </message>
        <message>
            <source>not saved</source>
            <translation>未保存</translation>
        </message>
        <message>
            <source>done, not saved</source>
            <translation>已完成，未保存</translation>
        </message>
        <message>
            <source>Before it is enlarged: {0}.</source>
            <translation>放大之前：{0}。</translation>
        </message>
        <message>
            <source>Left as it is: only pictures whose longer side is below {0} pixels are enlarged.</source>
            <translation>保持原样：仅放大长边小于 {0} 像素的图片。</translation>
        </message>
        <message>
            <source>It is done once more afterwards, with the settings that were chosen meanwhile.</source>
            <translation>之后会按此间选择的设置再做一次。</translation>
        </message>
        <message>
            <source>The pages that are done are kept for two weeks: start it again, and it goes on.</source>
            <translation>已完成的页会保留两周：再次开始即可从中断处继续。</translation>
        </message>
        <message>
            <source>What was changed since it was saved is in no file yet.</source>
            <translation>保存之后的更改尚未写入任何文件。</translation>
        </message>
        <message>
            <source>The newest result is not saved yet.</source>
            <translation>最新的结果尚未保存。</translation>
        </message>
        <message>
            <source>Saved as {0}</source>
            <translation>已保存为 {0}</translation>
        </message>
        <message>
            <source>cropped</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>turned by {0}°</source>
            <translation>旋转 {0}°</translation>
        </message>
        <message>
            <source>mirrored</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Waiting for the engine</source>
            <translation>正在等待引擎</translation>
        </message>
        <message>
            <source>Loading the model</source>
            <translation>正在加载模型</translation>
        </message>
        <message>
            <source>Reading the picture</source>
            <translation>正在读取图片</translation>
        </message>
        <message>
            <source>Sharpening</source>
            <translation>正在锐化</translation>
        </message>
        <message>
            <source>Putting it together</source>
            <translation>正在拼合</translation>
        </message>
        <message>
            <source>Saving</source>
            <translation>正在保存</translation>
        </message>
        <message>
            <source>page {0} of {1}</source>
            <translation>第 {0} 页，共 {1} 页</translation>
        </message>
        <message>
            <source>frame {0} of {1}</source>
            <translation>第 {0} 帧，共 {1} 帧</translation>
        </message>
        <message>
            <source>step {0} of {1}</source>
            <translation>第 {0} 步，共 {1} 步</translation>
        </message>
        <message>
            <source>tile {0} of {1}</source>
            <translation>第 {0} 块，共 {1} 块</translation>
        </message>
        <message>
            <source>{0} left</source>
            <translation>还需 {0}</translation>
        </message>
        <message>
            <source>The original is no longer there.</source>
            <translation>原图已不存在。</translation>
        </message>
        <message>
            <source>{0} megapixels are too many for the clipboard: save the picture instead.</source>
            <translation>{0} 百万像素对剪贴板来说过大：请改为保存图片。</translation>
        </message>
        <message>
            <source>There is not enough memory to copy the picture: close other programs, or save it instead.</source>
            <translation>内存不足，无法复制图片：请关闭其他程序，或改为保存图片。</translation>
        </message>
        <message>
            <source>The picture could not be copied: save it instead.</source>
            <translation>无法复制图片：请改为保存图片。</translation>
        </message>
        <message>
            <source>1 result</source>
            <translation>1 个结果</translation>
        </message>
        <message>
            <source>{0} results</source>
            <translation>{0} 个结果</translation>
        </message>
        <message>
            <source> to {0}</source>
            <translation>到 {0}</translation>
        </message>
        <message>
            <source>Saving {0}{1}</source>
            <translation>正在保存：{0}{1}</translation>
        </message>
        <message>
            <source> in {0}</source>
            <translation>到 {0}</translation>
        </message>
        <message>
            <source>{0} saved{1}</source>
            <translation>已保存 {0}{1}</translation>
        </message>
        <message>
            <source>{0} of {1} saved{2}, {3} failed</source>
            <translation>{1}中已保存 {0} 个{2}，{3} 个失败</translation>
        </message>
        <message>
            <source>Results go into the sub-folder {0}.</source>
            <translation>结果保存到子文件夹 {0}。</translation>
        </message>
        <message>
            <source>Results go into {0}.</source>
            <translation>结果保存到 {0}。</translation>
        </message>
        <message>
            <source>Results are saved beside the pictures.</source>
            <translation>结果保存在图片旁边。</translation>
        </message>
        <message>
            <source>Save the result</source>
            <translation>保存结果</translation>
        </message>
        <message>
            <source>{0} exists already. Replace it?</source>
            <translation>{0} 已存在。要替换吗？</translation>
        </message>
        <message>
            <source>The result cannot be dragged out.</source>
            <translation>无法将结果拖出。</translation>
        </message>
        <message>
            <source>there is not enough memory.</source>
            <translation>内存不足。</translation>
        </message>
        <message>
            <source>There is not enough memory to save the result: close other programs and save it again.</source>
            <translation>内存不足，无法保存结果：请关闭其他程序后重新保存。</translation>
        </message>
        <message>
            <source>The result could not be saved to {0}: choose another folder.</source>
            <translation>结果无法保存到 {0}：请选择其他文件夹。</translation>
        </message>
        <message>
            <source>{0} cannot be written to: choose another folder.</source>
            <translation>无法写入 {0}：请选择其他文件夹。</translation>
        </message>
        <message>
            <source>{0} is a picture in the queue: choose another name or folder for the result.</source>
            <translation>{0} 是队列中的图片：请为结果选择其他名称或文件夹。</translation>
        </message>
        <message>
            <source>{0} has been changed since the result was saved into it, so the result is no longer there: please upscale the picture again.</source>
            <translation>{0} 在保存结果之后被修改，因此结果已不存在：请重新放大该图片。</translation>
        </message>
        <message>
            <source>Open pictures…</source>
            <translation>打开图片…</translation>
        </message>
        <message>
            <source>Open folder…</source>
            <translation>打开文件夹…</translation>
        </message>
        <message>
            <source>Watch a folder…</source>
            <translation>监视文件夹…</translation>
        </message>
        <message>
            <source>Paste</source>
            <translation>粘贴</translation>
        </message>
        <message>
            <source>Copy the picture</source>
            <translation>复制图片</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save as…</source>
            <translation>另存为…</translation>
        </message>
        <message>
            <source>Export all…</source>
            <translation>全部导出…</translation>
        </message>
        <message>
            <source>Upscale</source>
            <translation>放大</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Try a region</source>
            <translation>试一个区域</translation>
        </message>
        <message>
            <source>Turn and crop</source>
            <translation>旋转和裁剪</translation>
        </message>
        <message>
            <source>Turn left</source>
            <translation>向左旋转</translation>
        </message>
        <message>
            <source>Turn right</source>
            <translation>向右旋转</translation>
        </message>
        <message>
            <source>Mirror</source>
            <translation>镜像</translation>
        </message>
        <message>
            <source>Crop…</source>
            <translation>裁剪…</translation>
        </message>
        <message>
            <source>Whole picture</source>
            <translation>整张图片</translation>
        </message>
        <message>
            <source>Fit</source>
            <translation>适合窗口</translation>
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
            <translation>放大视图</translation>
        </message>
        <message>
            <source>Zoom out</source>
            <translation>缩小视图</translation>
        </message>
        <message>
            <source>Split</source>
            <translation>分割</translation>
        </message>
        <message>
            <source>Side by side</source>
            <translation>并排</translation>
        </message>
        <message>
            <source>Blink</source>
            <translation>交替</translation>
        </message>
        <message>
            <source>Previous result on the left</source>
            <translation>上一个结果放到左侧</translation>
        </message>
        <message>
            <source>Compare with a file…</source>
            <translation>与文件比较…</translation>
        </message>
        <message>
            <source>Loupe</source>
            <translation>放大镜</translation>
        </message>
        <message>
            <source>Previous picture</source>
            <translation>上一张图片</translation>
        </message>
        <message>
            <source>Next picture</source>
            <translation>下一张图片</translation>
        </message>
        <message>
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <source>Dark or light</source>
            <translation>深色或浅色</translation>
        </message>
        <message>
            <source>Shortcuts</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>Preferences</source>
            <translation>首选项</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>The settings could not be read, so the defaults are used. The old file: {0}</source>
            <translation>无法读取设置，因此使用默认值。旧文件：{0}</translation>
        </message>
        <message>
            <source>Another ResShift Studio does not answer: settings are not stored here.</source>
            <translation>另一个 ResShift Studio 没有响应：设置不会保存在这里。</translation>
        </message>
        <message>
            <source>ResShift Studio on {0} uses the same folder, or crashed there. So neither settings nor unsaved results are kept here. If it does not run there, close this window, delete {1} and start again.</source>
            <translation>{0} 上的 ResShift Studio 正在使用同一个文件夹，或在那里崩溃了。因此这里既不保留设置，也不保留未保存的结果。如果它没有在那里运行，请关闭此窗口，删除 {1}，然后重新启动。</translation>
        </message>
        <message>
            <source>The program crashed twice in a row. It now runs without what earlier starts have left: settings, presets, unsaved results, own models. None of it is lost. Settings and presets of this run are not stored.</source>
            <translation>程序连续崩溃了两次。现在它不使用以前启动留下的内容：设置、预设、未保存的结果、自己的模型。这些都没有丢失。本次运行的设置和预设不会保存。</translation>
        </message>
        <message>
            <source>Set it aside for good</source>
            <translation>永久移到一边</translation>
        </message>
        <message>
            <source>The next start is a usual one. What was set aside lies in {0}</source>
            <translation>下次启动将恢复正常。移到一边的内容位于 {0}</translation>
        </message>
        <message>
            <source>Nothing can be kept, because {0} cannot be written to. Save your results before you quit.</source>
            <translation>无法写入 {0}，因此什么都不能保留。请在退出前保存结果。</translation>
        </message>
        <message>
            <source>Settings and presets are not kept, because {0} cannot be written to.</source>
            <translation>无法写入 {0}，因此不会保留设置和预设。</translation>
        </message>
        <message>
            <source>Everywhere</source>
            <translation>任何位置</translation>
        </message>
        <message>
            <source>In the picture</source>
            <translation>在图片中</translation>
        </message>
        <message>
            <source>In the queue and in the steps</source>
            <translation>在队列和步骤中</translation>
        </message>
        <message>
            <source>On the page Explore</source>
            <translation>在“探索”页面</translation>
        </message>
        <message>
            <source>ResShift Studio {0}. Works offline; nothing is sent anywhere.</source>
            <translation>ResShift Studio {0}。离线工作；不向任何地方发送任何内容。</translation>
        </message>
        <message>
            <source>move the divider; with Shift further</source>
            <translation>移动分隔线；按住 Shift 移动更远</translation>
        </message>
        <message>
            <source>\ (hold)</source>
            <translation>\（按住）</translation>
        </message>
        <message>
            <source>show the original</source>
            <translation>显示原图</translation>
        </message>
        <message>
            <source>L (hold)</source>
            <translation>L（按住）</translation>
        </message>
        <message>
            <source>loupe</source>
            <translation>放大镜</translation>
        </message>
        <message>
            <source>show the other side</source>
            <translation>显示另一侧</translation>
        </message>
        <message>
            <source>Space (hold), middle button</source>
            <translation>空格（按住）、鼠标中键</translation>
        </message>
        <message>
            <source>pan</source>
            <translation>平移</translation>
        </message>
        <message>
            <source>Wheel</source>
            <translation>滚轮</translation>
        </message>
        <message>
            <source>zoom at the pointer</source>
            <translation>在指针处缩放</translation>
        </message>
        <message>
            <source>Double click</source>
            <translation>双击</translation>
        </message>
        <message>
            <source>fit or 100 %; on the handle: to the middle</source>
            <translation>适合窗口或 100%；在手柄上：移到中间</translation>
        </message>
        <message>
            <source>Ctrl and arrows</source>
            <translation>Ctrl 和方向键</translation>
        </message>
        <message>
            <source>Shift while a file is dropped</source>
            <translation>拖放文件时按住 Shift</translation>
        </message>
        <message>
            <source>compare with it, instead of adding it</source>
            <translation>与其比较而不添加</translation>
        </message>
        <message>
            <source>remove from the queue</source>
            <translation>从队列中移除</translation>
        </message>
        <message>
            <source>Ctrl+↑  Ctrl+↓</source>
            <translation>Ctrl+↑  Ctrl+↓</translation>
        </message>
        <message>
            <source>move up or down in the queue</source>
            <translation>在队列中上移或下移</translation>
        </message>
        <message>
            <source>Menu key, right click</source>
            <translation>菜单键、右键单击</translation>
        </message>
        <message>
            <source>what can be done with a picture or a step</source>
            <translation>可对图片或步骤进行的操作</translation>
        </message>
        <message>
            <source>the cell before, the next one; in the comparison, too</source>
            <translation>上一个单元格、下一个单元格；比较时也适用</translation>
        </message>
        <message>
            <source>choose a cell</source>
            <translation>选择单元格</translation>
        </message>
        <message>
            <source>Return, Ctrl and a click</source>
            <translation>Return、Ctrl 加单击</translation>
        </message>
        <message>
            <source>compare with another cell</source>
            <translation>与另一个单元格比较</translation>
        </message>
        <message>
            <source>use a cell's settings</source>
            <translation>使用单元格的设置</translation>
        </message>
        <message>
            <source>Wheel, drag, Ctrl and arrows</source>
            <translation>滚轮、拖动、Ctrl 和方向键</translation>
        </message>
        <message>
            <source>zoom and pan all cells</source>
            <translation>缩放和平移所有单元格</translation>
        </message>
        <message>
            <source>({0} to {1})</source>
            <translation>（{0} 到 {1}）</translation>
        </message>
        <message>
            <source>The process ended with the exit code {0} before the training began.</source>
            <translation>训练开始之前进程已结束，退出代码为 {0}。</translation>
        </message>
        <message>
            <source>{0}: {1} instead of {2}</source>
            <translation>{0}：由 {2} 改为 {1}</translation>
        </message>
        <message>
            <source>Change the settings</source>
            <translation>更改设置</translation>
        </message>
        <message>
            <source>From the next start on the run works with:</source>
            <translation>从下次启动起，训练将使用：</translation>
        </message>
        <message>
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <source>Pausing…</source>
            <translation>正在暂停…</translation>
        </message>
        <message>
            <source>Not started</source>
            <translation>尚未开始</translation>
        </message>
        <message>
            <source>In the queue</source>
            <translation>在队列中</translation>
        </message>
        <message>
            <source>Starting…</source>
            <translation>正在启动…</translation>
        </message>
        <message>
            <source>Waiting for another run</source>
            <translation>等待另一个训练</translation>
        </message>
        <message>
            <source>Getting ready…</source>
            <translation>正在准备…</translation>
        </message>
        <message>
            <source>Training</source>
            <translation>训练中</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>better than its start</source>
            <translation>比开始时更好</translation>
        </message>
        <message>
            <source>not better than its start</source>
            <translation>未比开始时更好</translation>
        </message>
        <message>
            <source>Training did not make {0} better on your held-out pictures: keep the model you started from, or try more pictures or a longer run.</source>
            <translation>在留出的图片上，训练没有让 {0} 变得更好：请继续使用起始模型，或尝试更多图片或更长的训练。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, and {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>在留出的图片上，训练后的模型优于 {0}：PSNR 由 {2} dB 变为 {1} dB，可见差异为原来的 {3}%。最佳状态出现在第 {4} 次迭代。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: it has {3} % of its visible difference, although its PSNR is lower, {1} instead of {2} dB. The best was found at iteration {4}.</source>
            <translation>在留出的图片上，训练后的模型优于 {0}：可见差异为原来的 {3}%，但 PSNR 由 {2} dB 降为 {1} dB。最佳状态出现在第 {4} 次迭代。</translation>
        </message>
        <message>
            <source>On your held-out pictures the trained model beats {0}: {1} instead of {2} dB PSNR, although it has {3} % of its visible difference. The best was found at iteration {4}.</source>
            <translation>在留出的图片上，训练后的模型优于 {0}：PSNR 由 {2} dB 变为 {1} dB，但可见差异为原来的 {3}%。最佳状态出现在第 {4} 次迭代。</translation>
        </message>
        <message>
            <source>{0} of {1} pairs can be used ({2} megapixels).</source>
            <translation>{1} 对中有 {0} 对可用（{2} 百万像素）。</translation>
        </message>
        <message>
            <source>{0} of {1} pictures can be used ({2} megapixels).</source>
            <translation>{1} 张图片中有 {0} 张可用（{2} 百万像素）。</translation>
        </message>
        <message>
            <source>Left out: {0}.</source>
            <translation>已排除：{0}。</translation>
        </message>
        <message>
            <source>Used all the same: {0}.</source>
            <translation>仍会使用：{0}。</translation>
        </message>
        <message>
            <source>{0} were looked at closely, the others by their headers.</source>
            <translation>{0} 项经过仔细检查，其余只检查了文件头。</translation>
        </message>
        <message>
            <source>That is few: a training pays from about {0} on.</source>
            <translation>数量较少：大约 {0} 起训练才有效果。</translation>
        </message>
        <message>
            <source>about {0} s</source>
            <translation>约 {0} 秒</translation>
        </message>
        <message>
            <source>about {0} min</source>
            <translation>约 {0} 分钟</translation>
        </message>
        <message>
            <source>about {0} h</source>
            <translation>约 {0} 小时</translation>
        </message>
        <message>
            <source>about {0} h {1} min</source>
            <translation>约 {0} 小时 {1} 分钟</translation>
        </message>
        <message>
            <source>Mixing…</source>
            <translation>正在混合…</translation>
        </message>
        <message>
            <source>Result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Original</source>
            <translation>原图</translation>
        </message>
        <message>
            <source>Result {0}</source>
            <translation>结果 {0}</translation>
        </message>
        <message>
            <source>Step {0} of {1}</source>
            <translation>第 {0} 步，共 {1} 步</translation>
        </message>
        <message>
            <source>framed otherwise</source>
            <translation>裁剪或方向不同</translation>
        </message>
        <message>
            <source>{0} × {1}</source>
            <translation>{0} × {1}</translation>
        </message>
        <message>
            <source>Draw a rectangle to try it alone. Esc cancels.</source>
            <translation>画一个矩形，只试这一部分。Esc 取消。</translation>
        </message>
        <message>
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>Number format</source>
            <translation>数值格式</translation>
        </message>
        <message>
            <source>Tile</source>
            <translation>分块</translation>
        </message>
        <message>
            <source>Kind of colour fix</source>
            <translation>颜色校正的方式</translation>
        </message>
        <message>
            <source>Reduce the picture first</source>
            <translation>先缩小图片</translation>
        </message>
        <message>
            <source>Seamless texture</source>
            <translation>无缝纹理</translation>
        </message>
        <message>
            <source>Only pictures below</source>
            <translation>仅处理小于</translation>
        </message>
        <message>
            <source>Precision</source>
            <translation>精度</translation>
        </message>
        <message>
            <source>Colour fix</source>
            <translation>颜色校正</translation>
        </message>
        <message>
            <source>Reduce</source>
            <translation>缩小</translation>
        </message>
        <message>
            <source>Randomness</source>
            <translation>随机性</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>32 bit (exact)</source>
            <translation>32 位（精确）</translation>
        </message>
        <message>
            <source>bfloat16 (fast)</source>
            <translation>bfloat16（快速）</translation>
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
            <translation>分块越小，所需内存越少。结果相同或几乎相同。</translation>
        </message>
        <message>
            <source>Wavelet</source>
            <translation>小波</translation>
        </message>
        <message>
            <source>Statistics (AdaIN)</source>
            <translation>统计（AdaIN）</translation>
        </message>
        <message>
            <source>Colour channels (YCbCr)</source>
            <translation>颜色通道（YCbCr）</translation>
        </message>
        <message>
            <source>Not first</source>
            <translation>不先缩小</translation>
        </message>
        <message>
            <source>If it is soft</source>
            <translation>图片模糊时</translation>
        </message>
        <message>
            <source>A picture that is softer than its size gets crisper where it is reduced first.</source>
            <translation>如果图片的清晰度与其尺寸不相称，先缩小会得到更清晰的结果。</translation>
        </message>
        <message>
            <source>Randomness of the walk</source>
            <translation>采样过程的随机性</translation>
        </message>
        <message>
            <source>1: fresh noise at each step, as ResShift was published. 0: the noise of the start is kept.</source>
            <translation>1：每一步使用新的噪声，与 ResShift 发表时一致。0：一直使用开始时的噪声。</translation>
        </message>
        <message>
            <source>For pictures that are laid side by side like tiles: the right edge goes on at the left, and the bottom at the top, without a step.</source>
            <translation>用于像瓷砖一样并排铺放的图片：右边缘与左边缘相接，下边缘与上边缘相接，没有接缝。</translation>
        </message>
        <message>
            <source> px</source>
            <translation> px</translation>
        </message>
        <message>
            <source>Longer side from which on pictures are left as they are</source>
            <translation>长边达到此值的图片保持原样</translation>
        </message>
        <message>
            <source>Pictures whose longer side has so many pixels or more are left as they are.</source>
            <translation>长边达到或超过此像素数的图片保持原样。</translation>
        </message>
        <message>
            <source>To {0} %</source>
            <translation>缩小到 {0}%</translation>
        </message>
        <message>
            <source>Only on graphics devices, and none was found.</source>
            <translation>仅适用于图形设备，而未找到任何图形设备。</translation>
        </message>
        <message>
            <source>The process ended too early.</source>
            <translation>进程过早结束。</translation>
        </message>
        <message>
            <source>The training process could not be started.</source>
            <translation>无法启动训练进程。</translation>
        </message>
        <message>
            <source>Values: {0}</source>
            <translation>值：{0}</translation>
        </message>
        <message>
            <source>Up to {0} values, with blanks between them</source>
            <translation>最多 {0} 个值，以空格分隔</translation>
        </message>
        <message>
            <source>Back to the model's own values</source>
            <translation>恢复模型自身的值</translation>
        </message>
        <message>
            <source>Models: {0}</source>
            <translation>模型：{0}</translation>
        </message>
        <message>
            <source>At most {0} models fit along one side.</source>
            <translation>一条边最多容纳 {0} 个模型。</translation>
        </message>
        <message>
            <source>There is one model: others can be fetched on the page Models.</source>
            <translation>只有一个模型：其他模型可在“模型”页面下载。</translation>
        </message>
        <message>
            <source>{0} books are enlarged page by page, each into a file of its own.</source>
            <translation>{0} 本书将逐页放大，各存为一个文件。</translation>
        </message>
        <message>
            <source>The page is saved as {1} in the folder {2}, in the format it has.</source>
            <translation>该页将按原有格式保存为文件夹 {2} 中的 {1}。</translation>
        </message>
        <message>
            <source>All {0} pages are saved as {1} in the folder {2}, in the formats they have.</source>
            <translation>全部 {0} 页将按原有格式保存为文件夹 {2} 中的 {1}。</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, file about {2}</source>
            <translation>约 {0}，内存 {1}，文件约 {2}</translation>
        </message>
        <message>
            <source>about {0}, {1} of memory, files about {2}</source>
            <translation>约 {0}，内存 {1}，文件共约 {2}</translation>
        </message>
        <message>
            <source>The disk has only {0} left: choose another folder, or free some space.</source>
            <translation>磁盘仅剩 {0}：请选择其他文件夹，或腾出一些空间。</translation>
        </message>
        <message>
            <source>Only {0} of memory are free: choose a smaller scale, or close other programs.</source>
            <translation>仅有 {0} 内存可用：请选择较小的倍数，或关闭其他程序。</translation>
        </message>
        <message>
            <source>A picture is still being worked on. Stop it and quit?</source>
            <translation>仍有图片正在处理。停止并退出吗？</translation>
        </message>
        <message>
            <source>The sheet is still being computed. Stop it and quit?</source>
            <translation>对比表仍在计算中。停止并退出吗？</translation>
        </message>
        <message>
            <source>{0} results are still being saved. Quit?</source>
            <translation>{0} 个结果仍在保存中。退出吗？</translation>
        </message>
        <message>
            <source>1 result has not been saved and will be lost. Quit?</source>
            <translation>有 1 个结果尚未保存，将会丢失。要退出吗？</translation>
        </message>
        <message>
            <source>{0} results have not been saved and will be lost. Quit?</source>
            <translation>有 {0} 个结果尚未保存，将会丢失。要退出吗？</translation>
        </message>
        <message>
            <source>What was decided about 1 result since it was saved will be lost. Quit?</source>
            <translation>1 个结果在保存之后所做的决定将会丢失。要退出吗？</translation>
        </message>
        <message>
            <source>What was decided about {0} results since they were saved will be lost. Quit?</source>
            <translation>{0} 个结果在保存之后所做的决定将会丢失。要退出吗？</translation>
        </message>
        <message>
            <source>1 result could not be saved, so everything stays as it is.</source>
            <translation>有 1 个结果未能保存，因此一切保持不变。</translation>
        </message>
        <message>
            <source>{0} results could not be saved, so everything stays as it is.</source>
            <translation>有 {0} 个结果未能保存，因此一切保持不变。</translation>
        </message>
        <message>
            <source>1 result has not been saved and would be lost, so everything stays as it is.</source>
            <translation>有 1 个结果尚未保存，将会丢失，因此一切保持不变。</translation>
        </message>
        <message>
            <source>{0} results have not been saved and would be lost, so everything stays as it is.</source>
            <translation>有 {0} 个结果尚未保存，将会丢失，因此一切保持不变。</translation>
        </message>
        <message>
            <source>Left side</source>
            <translation>左侧</translation>
        </message>
        <message>
            <source>Right side</source>
            <translation>右侧</translation>
        </message>
        <message>
            <source>Swap the sides</source>
            <translation>交换两侧</translation>
        </message>
        <message>
            <source>Use the settings of this result</source>
            <translation>使用此结果的设置</translation>
        </message>
        <message>
            <source>Enlarge with another model</source>
            <translation>用其他模型放大</translation>
        </message>
        <message>
            <source>Forget this result</source>
            <translation>丢弃此结果</translation>
        </message>
        <message>
            <source>Drag the result into a folder or another program</source>
            <translation>将结果拖到文件夹或其他程序</translation>
        </message>
        <message>
            <source>No result yet</source>
            <translation>尚无结果</translation>
        </message>
        <message>
            <source>Compare with this file no more</source>
            <translation>不再与此文件比较</translation>
        </message>
        <message>
            <source>Back to the sheet</source>
            <translation>返回对比表</translation>
        </message>
        <message>
            <source>Compare with a file</source>
            <translation>与文件比较</translation>
        </message>
        <message>
            <source>Only one or two files can be compared at a time.</source>
            <translation>一次只能比较一个或两个文件。</translation>
        </message>
        <message>
            <source>The picture was turned or cropped differently for these two results, so they cannot be compared.</source>
            <translation>这两个结果的旋转或裁剪方式不同，无法比较。</translation>
        </message>
        <message>
            <source>Region</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>See what each model does</source>
            <translation>查看每个模型的效果</translation>
        </message>
        <message>
            <source>Getting the engine ready…</source>
            <translation>正在准备引擎…</translation>
        </message>
        <message>
            <source>This model restores at once: it has no steps, no kappa and no seed.</source>
            <translation>此模型一次完成复原：没有步数、kappa 和种子。</translation>
        </message>
        <message>
            <source>STEPS</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>quick</source>
            <translation>快</translation>
        </message>
        <message>
            <source>fine</source>
            <translation>精细</translation>
        </message>
        <message>
            <source>How finely the model walks from the small picture to the large one.</source>
            <translation>模型从小图走到大图的精细程度。</translation>
        </message>
        <message>
            <source>KAPPA</source>
            <translation>KAPPA</translation>
        </message>
        <message>
            <source>faithful</source>
            <translation>忠实</translation>
        </message>
        <message>
            <source>more texture</source>
            <translation>更多纹理</translation>
        </message>
        <message>
            <source>How much the model may invent: low stays close to the picture, high adds texture.</source>
            <translation>模型可以创造多少内容：低则贴近图片，高则增加纹理。</translation>
        </message>
        <message>
            <source>Keep the picture's colours</source>
            <translation>保持图片的颜色</translation>
        </message>
        <message>
            <source>Takes the broad colours from the original.</source>
            <translation>采用原图的大面积颜色。</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>高级</translation>
        </message>
        <message>
            <source>Output</source>
            <translation>输出</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>SEED</source>
            <translation>种子</translation>
        </message>
        <message>
            <source>steps</source>
            <translation>步数</translation>
        </message>
        <message>
            <source>kappa</source>
            <translation>kappa</translation>
        </message>
        <message>
            <source>randomness</source>
            <translation>随机性</translation>
        </message>
        <message>
            <source>dpi</source>
            <translation>dpi</translation>
        </message>
        <message>
            <source>scale</source>
            <translation>倍数</translation>
        </message>
        <message>
            <source>width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>height</source>
            <translation>高度</translation>
        </message>
        <message>
            <source>{0} {1} instead of {2}</source>
            <translation>{0} {1}（原为 {2}）</translation>
        </message>
        <message>
            <source>Not everything can be set here as it was wanted: {0}.</source>
            <translation>有些设置无法在此按要求设定：{0}。</translation>
        </message>
        <message>
            <source>It needs {0}, which is not here: fetch that on the page Models.</source>
            <translation>它需要 {0}，而这里没有：请在“模型”页面下载。</translation>
        </message>
        <message>
            <source>{0} cannot be used now: {1} takes its place, with its own steps and kappa.</source>
            <translation>{0} 现在无法使用：由 {1} 代替，并采用它自己的步数和 kappa。</translation>
        </message>
        <message>
            <source>{0} (lacks a part)</source>
            <translation>{0}（缺少一部分）</translation>
        </message>
        <message>
            <source>The model {0} is no longer there.</source>
            <translation>模型 {0} 已不存在。</translation>
        </message>
        <message>
            <source>Fills in what you mark in the picture. The rest stays as it is.</source>
            <translation>填补您在图片中标记的部分。其余部分保持不变。</translation>
        </message>
        <message>
            <source>Restores the faces that are found in the picture. The rest stays as it is.</source>
            <translation>复原在图片中找到的人脸。其余部分保持不变。</translation>
        </message>
        <message>
            <source>This model was trained for {0} to {1} steps: expect a worse result.</source>
            <translation>此模型按 {0} 到 {1} 步训练：结果可能较差。</translation>
        </message>
        <message>
            <source>This model was trained at {0}: other values are an experiment.</source>
            <translation>此模型在 {0} 下训练：其他值属于试验。</translation>
        </message>
        <message>
            <source>Outside of {0} to {1}, which this model was trained for: expect artefacts.</source>
            <translation>超出此模型训练时的范围 {0} 到 {1}：可能出现瑕疵。</translation>
        </message>
        <message>
            <source>Copying…</source>
            <translation>正在复制…</translation>
        </message>
        <message>
            <source>Copied: {0} pixels</source>
            <translation>已复制：{0} 像素</translation>
        </message>
        <message>
            <source>Pull the edges, move the frame, or draw another one.</source>
            <translation>拖动边缘、移动选框，或重新绘制。</translation>
        </message>
        <message>
            <source>Crop</source>
            <translation>裁剪</translation>
        </message>
        <message>
            <source>Enlarge this part alone (Enter). The file stays as it is.</source>
            <translation>只放大这一部分（回车）。文件保持不变。</translation>
        </message>
        <message>
            <source>Take the crop back</source>
            <translation>取消裁剪</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Leave it as it was (Esc)</source>
            <translation>保持原样（Esc）</translation>
        </message>
        <message>
            <source>The curves cannot be painted: {0}</source>
            <translation>无法绘制曲线：{0}</translation>
        </message>
        <message>
            <source>Delete this file from this computer?</source>
            <translation>从此计算机中删除该文件吗？</translation>
        </message>
        <message>
            <source>cannot be read</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>YOUR PICTURES</source>
            <translation>您的图片</translation>
        </message>
        <message>
            <source>Drop a folder of pictures here</source>
            <translation>将图片文件夹拖到这里</translation>
        </message>
        <message>
            <source>Good, sharp pictures of your kind are enough: their poor versions are made for you. Pairs of poor and good pictures are found by their folders (lq and hq), by their names or in a CSV file. From about 20 pictures on it pays; more is better.</source>
            <translation>只需同类的清晰好图：差的版本会自动生成。差图与好图的配对可通过文件夹（lq 和 hq）、文件名或 CSV 文件识别。大约 20 张图片起就有效果；越多越好。</translation>
        </message>
        <message>
            <source>Choose a folder…</source>
            <translation>选择文件夹…</translation>
        </message>
        <message>
            <source>Choose a CSV file…</source>
            <translation>选择 CSV 文件…</translation>
        </message>
        <message>
            <source>Other pictures…</source>
            <translation>其他图片…</translation>
        </message>
        <message>
            <source>Progress of the check</source>
            <translation>检查进度</translation>
        </message>
        <message>
            <source>Some of the pictures</source>
            <translation>部分图片</translation>
        </message>
        <message>
            <source>Correct the shift between the two pictures of a pair</source>
            <translation>校正一对图片之间的错位</translation>
        </message>
        <message>
            <source>Which findings are shown</source>
            <translation>显示哪些检查结果</translation>
        </message>
        <message>
            <source>What the check found, file by file</source>
            <translation>检查所发现的内容，逐个文件</translation>
        </message>
        <message>
            <source>The pairs that are learnt from</source>
            <translation>用来学习的配对</translation>
        </message>
        <message>
            <source>Making the first pairs…</source>
            <translation>正在生成首批配对…</translation>
        </message>
        <message>
            <source>Pairs</source>
            <translation>配对</translation>
        </message>
        <message>
            <source>What it is given</source>
            <translation>它得到的输入</translation>
        </message>
        <message>
            <source>What it should make of it</source>
            <translation>它应给出的结果</translation>
        </message>
        <message>
            <source>Looking for pictures…</source>
            <translation>正在查找图片…</translation>
        </message>
        <message>
            <source>{0} of {1} looked at</source>
            <translation>已查看 {0}，共 {1}</translation>
        </message>
        <message>
            <source>Good pictures in {0}; their poor versions are made</source>
            <translation>{0} 中的好图；差的版本会自动生成</translation>
        </message>
        <message>
            <source>Pairs in {0}: {1} (good) and {2} (poor)</source>
            <translation>{0} 中的配对：{1}（好）和 {2}（差）</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {1} (good) and {2} (poor)</source>
            <translation>{0} 中的配对：名称以 {1}（好）和 {2}（差）结尾</translation>
        </message>
        <message>
            <source>Pairs listed in {0}: columns {1} (good) and {2} (poor)</source>
            <translation>{0} 中列出的配对：列 {1}（好）和 {2}（差）</translation>
        </message>
        <message>
            <source>Pairs in {0}: names ending in {2} (poor), and the same without it (good)</source>
            <translation>{0} 中的配对：名称以 {2} 结尾（差），以及去掉该结尾的同名图片（好）</translation>
        </message>
        <message>
            <source>Findings: {0}, pictures left out: {1}</source>
            <translation>{0} 项发现，排除 {1} 张图片</translation>
        </message>
        <message>
            <source>All findings</source>
            <translation>所有发现</translation>
        </message>
        <message>
            <source>Exactly what the training begins with: drag the line to compare, click for another pair.</source>
            <translation>训练正是从这些开始：拖动分隔线进行比较，单击换另一对。</translation>
        </message>
        <message>
            <source>Pictures to learn from</source>
            <translation>用来学习的图片</translation>
        </message>
        <message>
            <source>Tables (*.csv *.tsv)</source>
            <translation>表格 (*.csv *.tsv)</translation>
        </message>
        <message>
            <source>A table of pairs</source>
            <translation>配对表格</translation>
        </message>
        <message>
            <source>The pictures could not be checked: {0}</source>
            <translation>无法检查图片：{0}</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Keep</source>
            <translation>保留</translation>
        </message>
        <message>
            <source>Details</source>
            <translation>详细信息</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy the sha256</source>
            <translation>复制 sha256</translation>
        </message>
        <message>
            <source>from {0}</source>
            <translation>来自 {0}</translation>
        </message>
        <message>
            <source>sha256: being computed…</source>
            <translation>sha256：正在计算…</translation>
        </message>
        <message>
            <source>sha256 {0}</source>
            <translation>sha256 {0}</translation>
        </message>
        <message>
            <source>Copy the sha256: {0}</source>
            <translation>复制 sha256：{0}</translation>
        </message>
        <message>
            <source>Made from {0}: sha256 {1}</source>
            <translation>由 {0} 制成：sha256 {1}</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Drop a picture here</source>
            <translation>将图片拖到这里</translation>
        </message>
        <message>
            <source>or several, a comic book, or a whole folder. Ctrl+V pastes.
Everything stays on this computer.</source>
            <translation>也可以是多张图片、一本漫画或整个文件夹。Ctrl+V 粘贴。
一切都留在此计算机上。</translation>
        </message>
        <message>
            <source>Or try a sample picture:</source>
            <translation>或者试试示例图片：</translation>
        </message>
        <message>
            <source>Sample picture {0}</source>
            <translation>示例图片 {0}</translation>
        </message>
        <message>
            <source>the program's own engine</source>
            <translation>程序自带的引擎</translation>
        </message>
        <message>
            <source>Python environment of the engine, from the next start on</source>
            <translation>引擎的 Python 环境，下次启动起生效</translation>
        </message>
        <message>
            <source>The folder of an environment with a torch that can use your graphics card. Found here: {0}</source>
            <translation>某个环境的文件夹，其中的 torch 能使用您的显卡。在此找到：{0}</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Use Python environment</source>
            <translation>使用 Python 环境</translation>
        </message>
        <message>
            <source>Looking at the environment…</source>
            <translation>正在查看该环境…</translation>
        </message>
        <message>
            <source>It will do, from the next start on. {0}</source>
            <translation>可以使用，下次启动起生效。{0}</translation>
        </message>
        <message>
            <source>The check failed: {0}</source>
            <translation>检查失败：{0}</translation>
        </message>
        <message>
            <source>Folder of a Python environment</source>
            <translation>Python 环境的文件夹</translation>
        </message>
        <message>
            <source>all</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>A part of your picture, in many settings at once</source>
            <translation>图片的一部分，同时试多种设置</translation>
        </message>
        <message>
            <source>Drop a picture here, or open one. A region of it is then sampled with several kappas, steps, seeds or models, side by side: a click takes over what looks best.</source>
            <translation>将图片拖到这里，或打开一张。然后会以多种 kappa、步数、种子或模型对其中一个区域采样并并排显示：单击即可采用效果最好的。</translation>
        </message>
        <message>
            <source>The cell before  (,)</source>
            <translation>上一个单元格  (,)</translation>
        </message>
        <message>
            <source>The next cell  (.)</source>
            <translation>下一个单元格  (.)</translation>
        </message>
        <message>
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <source>The chosen cell beside the one chosen before it; Ctrl and a click compare at once</source>
            <translation>将所选单元格与之前选择的单元格并排；Ctrl 加单击可立即比较</translation>
        </message>
        <message>
            <source>Use these settings</source>
            <translation>使用这些设置</translation>
        </message>
        <message>
            <source>Take them over for the whole picture; so does a double click</source>
            <translation>将这些设置用于整张图片；双击也可以</translation>
        </message>
        <message>
            <source>zoom {0} %</source>
            <translation>视图 {0}%</translation>
        </message>
        <message>
            <source>These cells would take {0}: choose a smaller region or fewer values.</source>
            <translation>这些单元格需要 {0}：请选择较小的区域或较少的值。</translation>
        </message>
        <message>
            <source>{0} pixels at {1}, {2}</source>
            <translation>{0} 像素，位于 {1}, {2}</translation>
        </message>
        <message>
            <source>The queue is paused: the faithful picture waits until it goes on.</source>
            <translation>队列已暂停：忠实图片将等待队列继续。</translation>
        </message>
        <message>
            <source>This model was trained with kappa {0}: the faithful picture for kappa {1} is an experiment.</source>
            <translation>此模型以 kappa {0} 训练：kappa {1} 的忠实图片属于试验。</translation>
        </message>
        <message>
            <source>{0} to {1}</source>
            <translation>{0} 到 {1}</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>下载</translation>
        </message>
        <message>
            <source>Accept and download</source>
            <translation>接受并下载</translation>
        </message>
        <message>
            <source>Not now</source>
            <translation>暂不</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <source>Delete what has arrived; a download then begins anew</source>
            <translation>删除已下载的部分；之后将从头开始下载</translation>
        </message>
        <message>
            <source>{0} are here and have only to be checked and converted.</source>
            <translation>{0} 已在这里，只需检查并转换。</translation>
        </message>
        <message>
            <source>{0} have arrived and are kept; the download goes on from there.</source>
            <translation>{0} 已下载并保留；将从该处继续下载。</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Continue</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>The picture after each step. Left and Right choose a step, End the result, the menu key shows what can be done with it.</source>
            <translation>每一步之后的图片。左右键选择步骤，End 键选择结果，菜单键显示可进行的操作。</translation>
        </message>
        <message>
            <source>The result</source>
            <translation>结果</translation>
        </message>
        <message>
            <source>Prediction after step {0} of {1}. Right click: save it, or compare others with it.</source>
            <translation>第 {0} 步（共 {1} 步）之后的预测。右键单击：保存，或与其他结果比较。</translation>
        </message>
        <message>
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>What it is</source>
            <translation>内容</translation>
        </message>
        <message>
            <source>Outcome</source>
            <translation>处理</translation>
        </message>
        <message>
            <source>left out</source>
            <translation>排除</translation>
        </message>
        <message>
            <source>corrected</source>
            <translation>已校正</translation>
        </message>
        <message>
            <source>used as it is</source>
            <translation>照原样使用</translation>
        </message>
        <message>
            <source>The original is no longer there to mix with</source>
            <translation>用于混合的原图已不存在</translation>
        </message>
        <message>
            <source>{0}: what is protected was marked on a picture of another size and left out.</source>
            <translation>{0}：保护部分是在另一尺寸的图片上标记的，已排除。</translation>
        </message>
        <message>
            <source>This model has no kappa, so the enlargement is the faithful picture.</source>
            <translation>此模型没有 kappa，因此以普通放大作为忠实图片。</translation>
        </message>
        <message>
            <source>The original cannot be read, so the result stays as it is.</source>
            <translation>无法读取原图，因此结果保持不变。</translation>
        </message>
        <message>
            <source>This result cannot be shown.</source>
            <translation>无法显示此结果。</translation>
        </message>
        <message>
            <source>{0} was watched when the program ended.</source>
            <translation>程序结束时正在监视 {0}。</translation>
        </message>
        <message>
            <source>Watch it again</source>
            <translation>重新监视</translation>
        </message>
        <message>
            <source>No longer</source>
            <translation>不再监视</translation>
        </message>
        <message>
            <source>1 picture lies in {0} already. It stays as it is.</source>
            <translation>{0} 中已有 1 张图片。它保持不变。</translation>
        </message>
        <message>
            <source>{1} pictures lie in {0} already. They stay as they are.</source>
            <translation>{0} 中已有 {1} 张图片。它们保持不变。</translation>
        </message>
        <message>
            <source>Enlarge as well</source>
            <translation>一并放大</translation>
        </message>
        <message>
            <source>1 result that was not saved has been discarded.</source>
            <translation>已丢弃 1 个未保存的结果。</translation>
        </message>
        <message>
            <source>{0} results that were not saved have been discarded.</source>
            <translation>已丢弃 {0} 个未保存的结果。</translation>
        </message>
        <message>
            <source>{0} pictures removed.</source>
            <translation>已移除 {0} 张图片。</translation>
        </message>
        <message>
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <source>{0} has been changed since then, so it is not turned and cropped like this result.</source>
            <translation>{0} 此后已被更改，因此不会像此结果那样旋转和裁剪。</translation>
        </message>
        <message>
            <source>{0} is turned and cropped as for this result.</source>
            <translation>{0} 已按此结果的方式旋转和裁剪。</translation>
        </message>
        <message>
            <source>{0} is being enlarged: turn or crop it afterwards.</source>
            <translation>{0} 正在放大：请稍后再旋转或裁剪。</translation>
        </message>
        <message>
            <source>Pictures that are being enlarged stay as they are.</source>
            <translation>正在放大的图片保持不变。</translation>
        </message>
        <message>
            <source>{0} is cropped to {1} pixels for its results. Its file stays as it is.</source>
            <translation>{0} 在生成结果时裁剪为 {1} 像素。文件保持不变。</translation>
        </message>
        <message>
            <source>All pages of {0} are cropped here, to {1} pixels. Its file stays as it is.</source>
            <translation>{0} 的所有页面都在此处裁剪为 {1} 像素。文件保持不变。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Waiting…</source>
            <translation>正在等待…</translation>
        </message>
        <message>
            <source>This file fits several models. Which one is it?</source>
            <translation>此文件与多个模型相符。它是哪一个？</translation>
        </message>
        <message>
            <source>Where it invents</source>
            <translation>模型创造的部分</translation>
        </message>
        <message>
            <source>Spread: what differs when the picture is enlarged with other seeds.
Consistency: how the result, made small again, differs from the picture.</source>
            <translation>离散度：用其他种子放大图片时有差异的部分。
一致性：结果重新缩小后与图片的差异。</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Spread</source>
            <translation>离散度</translation>
        </message>
        <message>
            <source>Consistency</source>
            <translation>一致性</translation>
        </message>
        <message>
            <source>Number of seeds</source>
            <translation>种子的数量</translation>
        </message>
        <message>
            <source>{0} seeds</source>
            <translation>{0} 个种子</translation>
        </message>
        <message>
            <source>This model restores at once: no seed plays a part, and nothing differs by seed.</source>
            <translation>此模型一次完成复原：种子不起作用，也没有因种子而异的内容。</translation>
        </message>
        <message>
            <source>Seed {0} of {1}, about {2} to go. Esc stops.</source>
            <translation>第 {0} 个种子，共 {1} 个，约还需 {2}。Esc 停止。</translation>
        </message>
        <message>
            <source>The seeds wait until the queue is done.</source>
            <translation>种子会等到队列完成。</translation>
        </message>
        <message>
            <source>Stopped: press Spread to go on.</source>
            <translation>已停止：按“离散度”可继续。</translation>
        </message>
        <message>
            <source>Comparing…</source>
            <translation>正在比较…</translation>
        </message>
        <message>
            <source>The picture and its result cannot be compared.</source>
            <translation>无法比较图片及其结果。</translation>
        </message>
        <message>
            <source>{0}: the faithful picture was not computed, so the result is not saved yet.</source>
            <translation>{0}：未计算忠实图片，因此结果尚未保存。</translation>
        </message>
        <message>
            <source>1 picture was still to be enlarged when the program ended.</source>
            <translation>程序结束时还有 1 张图片未放大。</translation>
        </message>
        <message>
            <source>{0} pictures were still to be enlarged when the program ended.</source>
            <translation>程序结束时还有 {0} 张图片未放大。</translation>
        </message>
        <message>
            <source>1 picture cannot be reached now; it is offered again at the next start.</source>
            <translation>1 张图片现在无法访问；下次启动时会再次询问。</translation>
        </message>
        <message>
            <source>{0} pictures cannot be reached now; they are offered again at the next start.</source>
            <translation>{0} 张图片现在无法访问；下次启动时会再次询问。</translation>
        </message>
        <message>
            <source>Forget them</source>
            <translation>丢弃它们</translation>
        </message>
        <message>
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Scale: from 0, clear, to {0} of 255 levels and more, bright yellow</source>
            <translation>标度：从 0（透明）到 {0} 级及以上（共 255 级，亮黄色）</translation>
        </message>
        <message>
            <source>{0} levels</source>
            <translation>{0} 级</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>全部复制</translation>
        </message>
        <message>
            <source>Open folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Close the log</source>
            <translation>关闭日志</translation>
        </message>
        <message>
            <source>LOG</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Explore</source>
            <translation>探索</translation>
        </message>
        <message>
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Hold Shift to compare with it</source>
            <translation>按住 Shift 与其比较</translation>
        </message>
        <message>
            <source>Compare with it on the right</source>
            <translation>放在右侧比较</translation>
        </message>
        <message>
            <source>Compare with it on the left</source>
            <translation>放在左侧比较</translation>
        </message>
        <message>
            <source>Mark what is to be filled in</source>
            <translation>标记要填补的部分</translation>
        </message>
        <message>
            <source>Erase marks (the right mouse button does, too)</source>
            <translation>擦除标记（也可用鼠标右键）</translation>
        </message>
        <message>
            <source>Size of the brush</source>
            <translation>画笔的大小</translation>
        </message>
        <message>
            <source>Size of the brush on the screen: [ and ], or Ctrl and the wheel</source>
            <translation>画笔在屏幕上的大小：[ 和 ]，或 Ctrl 加滚轮</translation>
        </message>
        <message>
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <source>Take all marks away</source>
            <translation>清除所有标记</translation>
        </message>
        <message>
            <source>Brush</source>
            <translation>画笔</translation>
        </message>
        <message>
            <source>Nothing is marked yet: paint over what is to be filled in.</source>
            <translation>尚无标记：请涂抹要填补的部分。</translation>
        </message>
        <message>
            <source>What is marked will be filled in.</source>
            <translation>标记的部分将被填补。</translation>
        </message>
        <message>
            <source>Marked: press the brush to see and change it.</source>
            <translation>已有标记：按画笔可查看和更改。</translation>
        </message>
        <message>
            <source>not installed</source>
            <translation>未安装</translation>
        </message>
        <message>
            <source>trained for {0} steps, kappa {1}</source>
            <translation>按 {0} 步、kappa {1} 训练</translation>
        </message>
        <message>
            <source>restores at once</source>
            <translation>一次完成复原</translation>
        </message>
        <message>
            <source>about {0} with its autoencoder</source>
            <translation>连同其自编码器约 {0}</translation>
        </message>
        <message>
            <source>about {0}</source>
            <translation>约 {0}</translation>
        </message>
        <message>
            <source>licence: {0}</source>
            <translation>许可证：{0}</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>built in</source>
            <translation>内置</translation>
        </message>
        <message>
            <source>by the authors of ResShift</source>
            <translation>来自 ResShift 的作者</translation>
        </message>
        <message>
            <source>imported</source>
            <translation>已导入</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>您自己的</translation>
        </message>
        <message>
            <source>{0} steps by default</source>
            <translation>默认 {0} 步</translation>
        </message>
        <message>
            <source>It cannot run: it needs the {0}, which is not here.</source>
            <translation>无法运行：它需要 {0}，而这里没有。</translation>
        </message>
        <message>
            <source>Delete this file ({0}) from this computer?</source>
            <translation>从此计算机中删除该文件（{0}）吗？</translation>
        </message>
        <message>
            <source>These models cannot run without it: {0}.</source>
            <translation>没有它，这些模型无法运行：{0}。</translation>
        </message>
        <message>
            <source>{0} is installed and can be used.</source>
            <translation>{0} 已安装，可以使用。</translation>
        </message>
        <message>
            <source>Add a model</source>
            <translation>添加模型</translation>
        </message>
        <message>
            <source>Models ({0})</source>
            <translation>模型 ({0})</translation>
        </message>
        <message>
            <source>The model {0} has been added.</source>
            <translation>已添加模型 {0}。</translation>
        </message>
        <message>
            <source>The program could not start the work. The log has the details.</source>
            <translation>程序无法开始这项工作。详细信息见日志。</translation>
        </message>
        <message>
            <source>The work ended unexpectedly. Try again; the log has the details.</source>
            <translation>工作意外结束。请重试；详细信息见日志。</translation>
        </message>
        <message>
            <source>Add a model file…</source>
            <translation>添加模型文件…</translation>
        </message>
        <message>
            <source>Compare on your picture…</source>
            <translation>用您的图片比较…</translation>
        </message>
        <message>
            <source>A part of your picture by all models, on the page Explore</source>
            <translation>在“探索”页面用所有模型处理您图片的一部分</translation>
        </message>
        <message>
            <source>All models run on this computer. Your own models appear here as well; a model file can be dropped anywhere on the window.</source>
            <translation>所有模型都在此计算机上运行。您自己的模型也会出现在这里；模型文件可以拖到窗口的任何位置。</translation>
        </message>
        <message>
            <source>What one of these makes of a picture is shown here once it is installed.</source>
            <translation>安装后可在此查看各模型的效果。</translation>
        </message>
        <message>
            <source>By the authors of ResShift</source>
            <translation>来自 ResShift 的作者</translation>
        </message>
        <message>
            <source>By others</source>
            <translation>其他作者</translation>
        </message>
        <message>
            <source>Open pictures</source>
            <translation>打开图片</translation>
        </message>
        <message>
            <source>Pictures ({0})</source>
            <translation>图片 ({0})</translation>
        </message>
        <message>
            <source>All files (*)</source>
            <translation>所有文件 (*)</translation>
        </message>
        <message>
            <source>Open a folder</source>
            <translation>打开文件夹</translation>
        </message>
        <message>
            <source>Watch a folder</source>
            <translation>监视文件夹</translation>
        </message>
        <message>
            <source>There is no picture in the clipboard.</source>
            <translation>剪贴板中没有图片。</translation>
        </message>
        <message>
            <source>{0} lies in the watched folder, where originals would be taken for new pictures.</source>
            <translation>{0} 位于受监视的文件夹内，原图会被当作新图片。</translation>
        </message>
        <message>
            <source>{0} could not be moved away.</source>
            <translation>无法移走 {0}。</translation>
        </message>
        <message>
            <source>When a result is ready</source>
            <translation>结果就绪时</translation>
        </message>
        <message>
            <source>Keep until I save it</source>
            <translation>保留到我保存为止</translation>
        </message>
        <message>
            <source>Save beside the picture</source>
            <translation>保存在图片旁边</translation>
        </message>
        <message>
            <source>Save into a sub-folder</source>
            <translation>保存到子文件夹</translation>
        </message>
        <message>
            <source>Save into a folder</source>
            <translation>保存到文件夹</translation>
        </message>
        <message>
            <source>Choose folder…</source>
            <translation>选择文件夹…</translation>
        </message>
        <message>
            <source>Format</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>As the picture</source>
            <translation>与图片相同</translation>
        </message>
        <message>
            <source>For games: compressed with some loss, in BC1 or with alpha BC3, and with all mip maps.</source>
            <translation>用于游戏：以 BC1（带 Alpha 时为 BC3）压缩，略有损失，并包含所有 mipmap。</translation>
        </message>
        <message>
            <source>Bits per colour</source>
            <translation>每种颜色的位数</translation>
        </message>
        <message>
            <source>8 bit</source>
            <translation>8 位</translation>
        </message>
        <message>
            <source>16 bit</source>
            <translation>16 位</translation>
        </message>
        <message>
            <source>Name template</source>
            <translation>名称模板</translation>
        </message>
        <message>
            <source>Fields: {name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</source>
            <translation>字段：{name} {scale} {width} {height} {steps} {kappa} {seed} {model} {date} {time}</translation>
        </message>
        <message>
            <source>Settings into the file</source>
            <translation>将设置写入文件</translation>
        </message>
        <message>
            <source>With them the result can be made again; drop it here to get them.</source>
            <translation>用它们可以重新生成该结果；将结果拖到这里即可取回设置。</translation>
        </message>
        <message>
            <source>Leave out place and person</source>
            <translation>去除地点和人物</translation>
        </message>
        <message>
            <source>For sharing: no GPS and places, no names of authors, owners and persons, no serial numbers. Camera, date, title and description stay.</source>
            <translation>用于分享：没有 GPS 和地点，没有作者、所有者和人物的姓名，没有序列号。相机、日期、标题和描述会保留。</translation>
        </message>
        <message>
            <source>Keep the picture's date</source>
            <translation>保留图片的日期</translation>
        </message>
        <message>
            <source>The file of the result is dated as the picture's file.</source>
            <translation>结果文件的日期与图片文件相同。</translation>
        </message>
        <message>
            <source>Depth</source>
            <translation>位深</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>质量</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Save results into</source>
            <translation>将结果保存到</translation>
        </message>
        <message>
            <source>holiday.jpg</source>
            <translation>holiday.jpg</translation>
        </message>
        <message>
            <source>Close the region</source>
            <translation>关闭区域</translation>
        </message>
        <message>
            <source>New results begin with the strength, protection and grain of this one.</source>
            <translation>新结果将沿用此结果的强度、保护和颗粒感。</translation>
        </message>
        <message>
            <source>Begin without</source>
            <translation>不沿用</translation>
        </message>
        <message>
            <source>Picture comparison</source>
            <translation>图片比较</translation>
        </message>
        <message>
            <source>Left and Right move the divider, with Shift further. Plus and Minus zoom, 0 fits, 1 is 100 %, 2 is 200 %. Ctrl with the arrow keys pans. Hold backslash to see the original, L for the loupe.</source>
            <translation>左右键移动分隔线，按住 Shift 移动更远。加减键缩放，0 适合窗口，1 为 100%，2 为 200%。Ctrl 加方向键平移。按住反斜杠查看原图，按住 L 使用放大镜。</translation>
        </message>
        <message>
            <source>Drop a picture here, or press Ctrl+O</source>
            <translation>将图片拖到这里，或按 Ctrl+O</translation>
        </message>
        <message>
            <source>Several pictures, comic books or a whole folder are welcome too</source>
            <translation>也欢迎多张图片、漫画或整个文件夹</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Language, from the next start on</source>
            <translation>语言，下次启动起生效</translation>
        </message>
        <message>
            <source>A change counts from the next start on.</source>
            <translation>更改从下次启动起生效。</translation>
        </message>
        <message>
            <source>Show each step while a picture is worked on</source>
            <translation>处理图片时显示每一步</translation>
        </message>
        <message>
            <source>Tell me when a long queue is done</source>
            <translation>较长的队列完成时通知我</translation>
        </message>
        <message>
            <source>Keep the computer awake while it works</source>
            <translation>工作时保持计算机唤醒</translation>
        </message>
        <message>
            <source>Let a training rest while pictures are enlarged</source>
            <translation>放大图片时让训练暂歇</translation>
        </message>
        <message>
            <source>with the program's other data</source>
            <translation>与程序的其他数据放在一起</translation>
        </message>
        <message>
            <source>Folder for trainings, from the next start on</source>
            <translation>训练的文件夹，下次启动起生效</translation>
        </message>
        <message>
            <source>Training runs take gigabytes. A change counts from the next start on.</source>
            <translation>训练会占用数 GB 空间。更改从下次启动起生效。</translation>
        </message>
        <message>
            <source>Give the whole path of the folder.</source>
            <translation>请输入文件夹的完整路径。</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Trainings in</source>
            <translation>训练保存在</translation>
        </message>
        <message>
            <source>No account, no telemetry: pictures and settings stay on this computer. The network is used only for what you download.</source>
            <translation>没有账户、没有遥测：图片和设置都留在此计算机上。只有在您下载时才使用网络。</translation>
        </message>
        <message>
            <source>Folder for trainings</source>
            <translation>训练的文件夹</translation>
        </message>
        <message>
            <source>The settings cannot be written ({0}): is the disk full?</source>
            <translation>无法写入设置（{0}）：磁盘满了吗？</translation>
        </message>
        <message>
            <source>there was no answer.</source>
            <translation>没有回应。</translation>
        </message>
        <message>
            <source>1 pair</source>
            <translation>1 对</translation>
        </message>
        <message>
            <source>{0} pairs</source>
            <translation>{0} 对</translation>
        </message>
        <message>
            <source>1 picture</source>
            <translation>1 张图片</translation>
        </message>
        <message>
            <source>{0} pictures</source>
            <translation>{0} 张图片</translation>
        </message>
        <message>
            <source>The training cannot be started: {0}</source>
            <translation>无法开始训练：{0}</translation>
        </message>
        <message>
            <source>New preset</source>
            <translation>新建预设</translation>
        </message>
        <message>
            <source>Name of the preset</source>
            <translation>预设的名称</translation>
        </message>
        <message>
            <source>With model, size and output</source>
            <translation>包含模型、尺寸和输出</translation>
        </message>
        <message>
            <source>A preset of the program has this name: choose another one.</source>
            <translation>程序自带的预设已用此名称：请另选一个。</translation>
        </message>
        <message>
            <source>It takes the place of the preset of this name.</source>
            <translation>将取代同名的预设。</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>预设</translation>
        </message>
        <message>
            <source>Keep these settings as a preset</source>
            <translation>将这些设置保留为预设</translation>
        </message>
        <message>
            <source>Delete this preset</source>
            <translation>删除此预设</translation>
        </message>
        <message>
            <source>Own settings</source>
            <translation>自定义设置</translation>
        </message>
        <message>
            <source>Width of the print</source>
            <translation>打印的宽度</translation>
        </message>
        <message>
            <source>Height of the print</source>
            <translation>打印的高度</translation>
        </message>
        <message>
            <source>Unit of the print's size</source>
            <translation>打印尺寸的单位</translation>
        </message>
        <message>
            <source>cm</source>
            <translation>厘米</translation>
        </message>
        <message>
            <source>inch</source>
            <translation>英寸</translation>
        </message>
        <message>
            <source> dpi</source>
            <translation> dpi</translation>
        </message>
        <message>
            <source>Pixels per inch</source>
            <translation>每英寸像素数</translation>
        </message>
        <message>
            <source>300 for what is looked at from near, 150 for posters. It is written into the result.</source>
            <translation>近看的用 300，海报用 150。该值会写入结果。</translation>
        </message>
        <message>
            <source>{0} × {1} {2} at {3} dpi</source>
            <translation>{0} × {1} {2}，{3} dpi</translation>
        </message>
        <message>
            <source>Save as {0}</source>
            <translation>保存为 {0}</translation>
        </message>
        <message>
            <source>File of about {0}</source>
            <translation>文件约 {0}</translation>
        </message>
        <message>
            <source>Looking for the highest quality that fits…</source>
            <translation>正在寻找合适的最高质量…</translation>
        </message>
        <message>
            <source>Quality {0}: a file of {1}</source>
            <translation>质量 {0}：文件 {1}</translation>
        </message>
        <message>
            <source>Even with quality {0} the file has {1}. Enlarge the picture less, to about {2} % of this width and height, or choose another format.</source>
            <translation>即使质量为 {0}，文件仍有 {1}。请减小放大倍数，约为当前宽高的 {2} %，或选择其他格式。</translation>
        </message>
        <message>
            <source>The quality could not be found.</source>
            <translation>无法找到合适的质量。</translation>
        </message>
        <message>
            <source>Lossless</source>
            <translation>无损</translation>
        </message>
        <message>
            <source>Keeps every pixel as it is, in WebP and JPEG XL. The file is several times larger.</source>
            <translation>在 WebP 和 JPEG XL 中保持每个像素不变。文件会大好几倍。</translation>
        </message>
        <message>
            <source>Drop pictures or folders anywhere</source>
            <translation>将图片或文件夹拖到任意位置</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Remove all that are finished</source>
            <translation>移除所有已完成的</translation>
        </message>
        <message>
            <source>QUEUE</source>
            <translation>队列</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Put first</source>
            <translation>移到最前</translation>
        </message>
        <message>
            <source>Move up</source>
            <translation>上移</translation>
        </message>
        <message>
            <source>Move down</source>
            <translation>下移</translation>
        </message>
        <message>
            <source>Enlarge all frames or pages</source>
            <translation>放大所有帧或页</translation>
        </message>
        <message>
            <source>Compare these two</source>
            <translation>比较这两张</translation>
        </message>
        <message>
            <source>Show in the folder</source>
            <translation>在文件夹中显示</translation>
        </message>
        <message>
            <source>1 done</source>
            <translation>1 个完成</translation>
        </message>
        <message>
            <source>{0} done</source>
            <translation>{0} 个完成</translation>
        </message>
        <message>
            <source>1 failed</source>
            <translation>1 个失败</translation>
        </message>
        <message>
            <source>{0} failed</source>
            <translation>{0} 个失败</translation>
        </message>
        <message>
            <source>Open partially</source>
            <translation>部分打开</translation>
        </message>
        <message>
            <source>{0} goes on at page {1} of {2}.</source>
            <translation>{0} 从第 {1} 页（共 {2} 页）继续。</translation>
        </message>
        <message>
            <source>{0} goes on at frame {1} of {2}.</source>
            <translation>{0} 从第 {1} 帧（共 {2} 帧）继续。</translation>
        </message>
        <message>
            <source>Enlarge all of them</source>
            <translation>全部放大</translation>
        </message>
        <message>
            <source>There is no picture in there.</source>
            <translation>里面没有图片。</translation>
        </message>
        <message>
            <source> And {0} more.</source>
            <translation>另有 {0} 个。</translation>
        </message>
        <message>
            <source>{0} was made by ResShift Studio: {1}.</source>
            <translation>{0} 由 ResShift Studio 生成：{1}。</translation>
        </message>
        <message>
            <source>Its picture before that: {0}. Others are taken as they are.</source>
            <translation>此前对其图片：{0}。其他图片按原样使用。</translation>
        </message>
        <message>
            <source>Done before with the same settings, passed over: {0}.</source>
            <translation>以前已用相同设置完成，已跳过：{0}。</translation>
        </message>
        <message>
            <source>Do them anew</source>
            <translation>重新处理</translation>
        </message>
        <message>
            <source>Pictures done: {0} of {1}, in {2}</source>
            <translation>{1} 张图片中的 {0} 张已完成，用时 {2}</translation>
        </message>
        <message>
            <source>, 1 failed</source>
            <translation>，1 张失败</translation>
        </message>
        <message>
            <source>, {0} failed</source>
            <translation>，{0} 张失败</translation>
        </message>
        <message>
            <source>Left as they are, since their longer side has {0} pixels or more: {1}.</source>
            <translation>因长边达到 {0} 像素或更多而保持原样：{1}。</translation>
        </message>
        <message>
            <source>Enlarge them even so</source>
            <translation>仍然放大</translation>
        </message>
        <message>
            <source>{0}. Saved in folders below {1}</source>
            <translation>{0}。已保存在 {1} 下的各文件夹中</translation>
        </message>
        <message>
            <source>{0}. Saved in the folder {1}</source>
            <translation>{0}。已保存在文件夹 {1} 中</translation>
        </message>
        <message>
            <source>Save them all</source>
            <translation>全部保存</translation>
        </message>
        <message>
            <source>Try the failed again</source>
            <translation>重试失败的图片</translation>
        </message>
        <message>
            <source>Pictures in the queue</source>
            <translation>队列中的图片</translation>
        </message>
        <message>
            <source>This picture is softer than its size: reducing it to {0} % first gives crisper results.</source>
            <translation>此图片的清晰度与其尺寸不相称：先缩小到 {0}% 会得到更清晰的结果。</translation>
        </message>
        <message>
            <source>Reduce first</source>
            <translation>先缩小</translation>
        </message>
        <message>
            <source>This picture is softer than its size: it is reduced to {0} % first.</source>
            <translation>此图片的清晰度与其尺寸不相称：会先缩小到 {0}%。</translation>
        </message>
        <message>
            <source>Do not reduce</source>
            <translation>不缩小</translation>
        </message>
        <message>
            <source>Each picture is reduced to {0} % first.</source>
            <translation>每张图片都会先缩小到 {0}%。</translation>
        </message>
        <message>
            <source>Region of the picture</source>
            <translation>图片的区域</translation>
        </message>
        <message>
            <source>Click, drag, or draw a rectangle. The arrow keys move it, with Shift they resize it.</source>
            <translation>单击、拖动或画一个矩形。方向键移动它，按住 Shift 调整大小。</translation>
        </message>
        <message>
            <source>{0} × {1} pixels at {2}, {3}</source>
            <translation>{0} × {1} 像素，位于 {2}, {3}</translation>
        </message>
        <message>
            <source>Export all results into</source>
            <translation>将所有结果导出到</translation>
        </message>
        <message>
            <source>The result is still being written: please try again in a moment.</source>
            <translation>结果仍在写入：请稍后再试。</translation>
        </message>
        <message>
            <source>Saved as {0} in the folder {1}</source>
            <translation>已保存为 {0}，位于文件夹 {1}</translation>
        </message>
        <message>
            <source>{0}: all of it saved as {1}</source>
            <translation>{0}：已全部保存为 {1}</translation>
        </message>
        <message>
            <source>{0}: saved as {1}</source>
            <translation>{0}：已保存为 {1}</translation>
        </message>
        <message>
            <source>Save elsewhere…</source>
            <translation>保存到其他位置…</translation>
        </message>
        <message>
            <source>{0} results could not be saved.</source>
            <translation>{0} 个结果未能保存。</translation>
        </message>
        <message>
            <source>Save them elsewhere…</source>
            <translation>保存到其他位置…</translation>
        </message>
        <message>
            <source>Results cannot be kept safe from a crash, so save them soon: {0}</source>
            <translation>无法保证结果在崩溃时不丢失，请尽快保存：{0}</translation>
        </message>
        <message>
            <source>Delete the run {0} with its saved states? A model that was made of it stays.</source>
            <translation>删除训练 {0} 及其保存的状态吗？由它制成的模型会保留。</translation>
        </message>
        <message>
            <source>What the process printed</source>
            <translation>进程输出的内容</translation>
        </message>
        <message>
            <source>Nothing so far.</source>
            <translation>目前没有内容。</translation>
        </message>
        <message>
            <source>Draw a rectangle: it alone is sampled, in a second or two.</source>
            <translation>画一个矩形：只对它采样，一两秒即可。</translation>
        </message>
        <message>
            <source>Progress</source>
            <translation>进度</translation>
        </message>
        <message>
            <source>Time, memory and size of the file, by a short measurement on this device.</source>
            <translation>时间、内存和文件大小，由在此设备上的短时测量得出。</translation>
        </message>
        <message>
            <source>Fill in</source>
            <translation>填补</translation>
        </message>
        <message>
            <source>Fill in {0} pictures</source>
            <translation>填补 {0} 张图片</translation>
        </message>
        <message>
            <source>Fill in all {0}</source>
            <translation>填补全部 {0} 张</translation>
        </message>
        <message>
            <source>Restore</source>
            <translation>复原</translation>
        </message>
        <message>
            <source>Restore {0} pictures</source>
            <translation>复原 {0} 张图片</translation>
        </message>
        <message>
            <source>Restore all {0}</source>
            <translation>复原全部 {0} 张</translation>
        </message>
        <message>
            <source>Upscale {0} pictures</source>
            <translation>放大 {0} 张图片</translation>
        </message>
        <message>
            <source>Upscale all {0}</source>
            <translation>放大全部 {0} 张</translation>
        </message>
        <message>
            <source>Add {0} to the queue</source>
            <translation>将 {0} 张加入队列</translation>
        </message>
        <message>
            <source>Every picture that has no result yet</source>
            <translation>每一张还没有结果的图片</translation>
        </message>
        <message>
            <source>Training runs</source>
            <translation>训练列表</translation>
        </message>
        <message>
            <source>New training</source>
            <translation>新建训练</translation>
        </message>
        <message>
            <source>Your trainings will stand here.</source>
            <translation>您的训练将显示在这里。</translation>
        </message>
        <message>
            <source>RUNS</source>
            <translation>训练</translation>
        </message>
        <message>
            <source>Settings of {0}</source>
            <translation>{0} 的设置</translation>
        </message>
        <message>
            <source>The run goes on with what you change here. What is grey would need a new run.</source>
            <translation>训练会按您在此处的更改继续。灰色项需要新建训练。</translation>
        </message>
        <message>
            <source>These can be changed while the run is not at work.</source>
            <translation>训练未在工作时可以更改这些。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Take out of the queue</source>
            <translation>从队列中取出</translation>
        </message>
        <message>
            <source>Settings of this run</source>
            <translation>此训练的设置</translation>
        </message>
        <message>
            <source>Open the run's folder</source>
            <translation>打开训练的文件夹</translation>
        </message>
        <message>
            <source>Delete this run</source>
            <translation>删除此训练</translation>
        </message>
        <message>
            <source>Name of the model</source>
            <translation>模型的名称</translation>
        </message>
        <message>
            <source>Add to my models</source>
            <translation>添加到我的模型</translation>
        </message>
        <message>
            <source>Use in Upscale</source>
            <translation>用于放大</translation>
        </message>
        <message>
            <source>Progress of the training</source>
            <translation>训练进度</translation>
        </message>
        <message>
            <source>LOSS</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>The loss appears here with the first report.</source>
            <translation>损失会随第一次报告显示在这里。</translation>
        </message>
        <message>
            <source>VALIDATION</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>How good it is on pictures it does not learn from appears here.</source>
            <translation>它在未用于学习的图片上的表现会显示在这里。</translation>
        </message>
        <message>
            <source>PSNR</source>
            <translation>PSNR</translation>
        </message>
        <message>
            <source>Gain</source>
            <translation>增益</translation>
        </message>
        <message>
            <source>Score</source>
            <translation>评分</translation>
        </message>
        <message>
            <source>Features</source>
            <translation>特征</translation>
        </message>
        <message>
            <source>What is shown of the validation</source>
            <translation>显示验证的哪些内容</translation>
        </message>
        <message>
            <source>Pictures</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Curves</source>
            <translation>曲线</translation>
        </message>
        <message>
            <source>Show</source>
            <translation>显示</translation>
        </message>
        <message>
            <source>The process ended before the run was finished. Resume goes on at the last saved state.</source>
            <translation>训练完成之前进程已结束。“继续”会从最后保存的状态接着进行。</translation>
        </message>
        <message>
            <source>Its last words: {0}</source>
            <translation>它最后的输出：{0}</translation>
        </message>
        <message>
            <source>It begins by itself when the run before it has ended, while this window is open or once it is opened again.</source>
            <translation>在前一个训练结束后，只要此窗口打开着或再次打开，它就会自动开始。</translation>
        </message>
        <message>
            <source>It rests while pictures are enlarged, and goes on by itself.</source>
            <translation>在放大图片期间暂停，之后自动继续。</translation>
        </message>
        <message>
            <source>Nothing to use yet: so far no state was better than the start.</source>
            <translation>暂无可用结果：目前还没有比开始时更好的状态。</translation>
        </message>
        <message>
            <source>Nothing to use yet: the first check would have been at iteration {0}.</source>
            <translation>暂无可用结果：第一次检查本应在第 {0} 次迭代进行。</translation>
        </message>
        <message>
            <source>PSNR in dB, higher is closer to the original.</source>
            <translation>PSNR，单位 dB，越高越接近原图。</translation>
        </message>
        <message>
            <source>PSNR in dB above plain bicubic enlargement, higher is better.</source>
            <translation>比普通双三次放大高出的 PSNR，单位 dB，越高越好。</translation>
        </message>
        <message>
            <source>What decides which state is the best: lower is better.</source>
            <translation>决定哪个状态最好的指标：越低越好。</translation>
        </message>
        <message>
            <source>Visible difference as a share of bicubic's: lower is better.</source>
            <translation>可见差异占双三次放大的比例：越低越好。</translation>
        </message>
        <message>
            <source>Dashed: the model before training. Ring: the best so far.</source>
            <translation>虚线：训练前的模型。圆圈：目前最好的。</translation>
        </message>
        <message>
            <source>iteration {0} of {1}</source>
            <translation>第 {0} 次迭代，共 {1} 次</translation>
        </message>
        <message>
            <source>{0} samples a second</source>
            <translation>每秒 {0} 个样本</translation>
        </message>
        <message>
            <source>{0} of memory</source>
            <translation>{0} 内存</translation>
        </message>
        <message>
            <source>The run has not ended; its best state so far can be used all the same.</source>
            <translation>训练尚未结束；仍可使用目前最好的状态。</translation>
        </message>
        <message>
            <source>No state was better than the start: the newest one, of iteration {0}, is taken.</source>
            <translation>没有比开始时更好的状态：将使用最新的状态（第 {0} 次迭代）。</translation>
        </message>
        <message>
            <source>What it was earlier is among your models as {0}.</source>
            <translation>较早的状态已作为 {0} 列在您的模型中。</translation>
        </message>
        <message>
            <source>It is among your models as {0}.</source>
            <translation>它已在您的模型中，名为 {0}。</translation>
        </message>
        <message>
            <source>Making the model…</source>
            <translation>正在制作模型…</translation>
        </message>
        <message>
            <source>The training run cannot be reached: {0}</source>
            <translation>无法访问该训练：{0}</translation>
        </message>
        <message>
            <source>Show what it does</source>
            <translation>查看效果</translation>
        </message>
        <message>
            <source>Computes three small examples with this model</source>
            <translation>用此模型计算三个小示例</translation>
        </message>
        <message>
            <source>Waiting: pictures come first.</source>
            <translation>等待中：图片优先。</translation>
        </message>
        <message>
            <source>Computing example {0} of {1}…</source>
            <translation>正在计算示例 {0}/{1}…</translation>
        </message>
        <message>
            <source>Before and after: {0}</source>
            <translation>处理前后：{0}</translation>
        </message>
        <message>
            <source>A soft photograph, one worn by JPEG, and a drawing: drag to see before and after</source>
            <translation>一张模糊的照片、一张受 JPEG 压缩损伤的照片和一幅图画：拖动可查看处理前后</translation>
        </message>
        <message>
            <source>No pictures yet</source>
            <translation>尚无图片</translation>
        </message>
        <message>
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Before training</source>
            <translation>训练前</translation>
        </message>
        <message>
            <source>Compare with</source>
            <translation>比较对象</translation>
        </message>
        <message>
            <source>Picture</source>
            <translation>图片</translation>
        </message>
        <message>
            <source>Validation</source>
            <translation>验证</translation>
        </message>
        <message>
            <source>Earlier validation</source>
            <translation>较早的验证</translation>
        </message>
        <message>
            <source>Later validation</source>
            <translation>较晚的验证</translation>
        </message>
        <message>
            <source>What the model makes of pictures it does not learn from appears here at each validation, the first time before it has learnt anything.</source>
            <translation>模型对未用于学习的图片的处理结果会在每次验证时显示在这里，第一次是在它学到任何东西之前。</translation>
        </message>
        <message>
            <source>iteration {0}</source>
            <translation>第 {0} 次迭代</translation>
        </message>
        <message>
            <source>Iteration {0}</source>
            <translation>第 {0} 次迭代</translation>
        </message>
        <message>
            <source>Picture {0}</source>
            <translation>图片 {0}</translation>
        </message>
        <message>
            <source>These pictures cannot be read.</source>
            <translation>无法读取这些图片。</translation>
        </message>
        <message>
            <source>The same seed and settings give the same result again.</source>
            <translation>相同的种子和设置会再次得到相同的结果。</translation>
        </message>
        <message>
            <source>Another seed</source>
            <translation>换一个种子</translation>
        </message>
        <message>
            <source>Keep this seed for every run</source>
            <translation>每次运行都保留此种子</translation>
        </message>
        <message>
            <source>Every run uses this seed</source>
            <translation>每次运行都使用此种子</translation>
        </message>
        <message>
            <source>Save the sheet</source>
            <translation>保存对比表</translation>
        </message>
        <message>
            <source>The sheet could not be saved to {0}: choose another folder.</source>
            <translation>对比表无法保存到 {0}：请选择其他文件夹。</translation>
        </message>
        <message>
            <source>Contact sheet</source>
            <translation>对比表</translation>
        </message>
        <message>
            <source>The part with the most detail</source>
            <translation>细节最多的部分</translation>
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
            <translation>保存对比表…</translation>
        </message>
        <message>
            <source>As one picture, every cell at 100 %, with its labels</source>
            <translation>保存为一张图片，每个单元格均为 100%，并带有标签</translation>
        </message>
        <message>
            <source>REGION</source>
            <translation>区域</translation>
        </message>
        <message>
            <source>No picture</source>
            <translation>没有图片</translation>
        </message>
        <message>
            <source>Compute {0}</source>
            <translation>计算 {0}</translation>
        </message>
        <message>
            <source>Compute</source>
            <translation>计算</translation>
        </message>
        <message>
            <source>This picture cannot be shown</source>
            <translation>无法显示此图片</translation>
        </message>
        <message>
            <source>{0} cannot be shown.</source>
            <translation>无法显示 {0}。</translation>
        </message>
        <message>
            <source>{0} has another shape than {1}: it is shown whole, not stretched.</source>
            <translation>{0} 与 {1} 的长宽比不同：完整显示，不拉伸。</translation>
        </message>
        <message>
            <source>SCALE</source>
            <translation>倍数</translation>
        </message>
        <message>
            <source>Scale</source>
            <translation>倍数</translation>
        </message>
        <message>
            <source>Restore: the same size, without its noise and softness</source>
            <translation>复原：尺寸不变，去除噪声和模糊</translation>
        </message>
        <message>
            <source>Other</source>
            <translation>其他</translation>
        </message>
        <message>
            <source>Pixels</source>
            <translation>像素</translation>
        </message>
        <message>
            <source>Print</source>
            <translation>打印</translation>
        </message>
        <message>
            <source>Other sizes</source>
            <translation>其他尺寸</translation>
        </message>
        <message>
            <source>Width of the result</source>
            <translation>结果的宽度</translation>
        </message>
        <message>
            <source>Height of the result</source>
            <translation>结果的高度</translation>
        </message>
        <message>
            <source>What has so many pixels</source>
            <translation>以像素指定的边</translation>
        </message>
        <message>
            <source>Width × height</source>
            <translation>宽 × 高</translation>
        </message>
        <message>
            <source>Longer side</source>
            <translation>长边</translation>
        </message>
        <message>
            <source>Shorter side</source>
            <translation>短边</translation>
        </message>
        <message>
            <source>Pixels of this side</source>
            <translation>此边的像素数</translation>
        </message>
        <message>
            <source>px</source>
            <translation>px</translation>
        </message>
        <message>
            <source>Choose which part of the picture is printed</source>
            <translation>选择要打印图片的哪一部分</translation>
        </message>
        <message>
            <source>{0} × {1}, left as it is: only pictures below {2} px are enlarged</source>
            <translation>{0} × {1}，保持原样：仅放大小于 {2} px 的图片</translation>
        </message>
        <message>
            <source>{0} × {1}, restored at the same size</source>
            <translation>{0} × {1}，以相同尺寸复原</translation>
        </message>
        <message>
            <source>from {0} × {1} to {2} × {3}</source>
            <translation>从 {0} × {1} 到 {2} × {3}</translation>
        </message>
        <message>
            <source>Prints {0}.</source>
            <translation>打印尺寸：{0}。</translation>
        </message>
        <message>
            <source>The picture keeps its shape: for {0} × {1} {2} it has to be cropped.</source>
            <translation>图片保持其比例：要得到 {0} × {1} {2}，需要裁剪。</translation>
        </message>
        <message>
            <source>Crop to {0} × {1}…</source>
            <translation>裁剪为 {0} × {1}…</translation>
        </message>
        <message>
            <source>This model does not enlarge: the enlargement is interpolated.</source>
            <translation>此模型不放大：放大的部分用插值得到。</translation>
        </message>
        <message>
            <source>This model enlarges up to {0}×: the rest is interpolated.</source>
            <translation>此模型最多放大 {0}×：其余部分用插值得到。</translation>
        </message>
        <message>
            <source>This model enlarges the reduced picture up to {0}×: the rest is interpolated.</source>
            <translation>此模型最多将缩小后的图片放大 {0}×：其余部分用插值得到。</translation>
        </message>
        <message>
            <source>More than {0}× takes several passes.</source>
            <translation>超过 {0}× 需要多次处理。</translation>
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
            <translation>文件大小上限</translation>
        </message>
        <message>
            <source>For places that take no larger files: the highest quality whose file fits is looked for, up to the one above. PNG, TIFF and files without loss have no quality that could be lowered.</source>
            <translation>适用于限制文件大小的场合：在不超过上方质量的前提下，寻找文件能容纳的最高质量。PNG、TIFF 和无损文件没有可降低的质量。</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <source>Trains for a few seconds to find out how long the run will take and what memory it needs.</source>
            <translation>训练几秒钟，以了解训练需要多长时间和多少内存。</translation>
        </message>
        <message>
            <source>Start training</source>
            <translation>开始训练</translation>
        </message>
        <message>
            <source>The measurement failed: {0}</source>
            <translation>测量失败：{0}</translation>
        </message>
        <message>
            <source>Add to the queue</source>
            <translation>加入队列</translation>
        </message>
        <message>
            <source>This cannot start yet.</source>
            <translation>现在还不能开始。</translation>
        </message>
        <message>
            <source>Choose pictures first.</source>
            <translation>请先选择图片。</translation>
        </message>
        <message>
            <source>This takes up to a minute. You can start without it.</source>
            <translation>最多需要一分钟。您也可以不测量就开始。</translation>
        </message>
        <message>
            <source>Measuring how long it will take…</source>
            <translation>正在测量所需时间…</translation>
        </message>
        <message>
            <source>Measure tells you the time and the memory beforehand.</source>
            <translation>“测量”会提前告诉您时间和内存。</translation>
        </message>
        <message>
            <source>Another run is at work: this one will wait for its turn.</source>
            <translation>另一个训练正在进行：这个会等待轮到它。</translation>
        </message>
        <message>
            <source>{0} iterations</source>
            <translation>{0} 次迭代</translation>
        </message>
        <message>
            <source>Takes {0}, up to {1} of memory and {3} of disk on: {2}</source>
            <translation>需要 {0}，最多占用 {1} 内存和 {3} 磁盘空间，设备：{2}</translation>
        </message>
        <message>
            <source>Takes {0} and up to {1} of memory on: {2}</source>
            <translation>需要 {0}，最多占用 {1} 内存，设备：{2}</translation>
        </message>
        <message>
            <source>At best {0} dB PSNR: what the model's autoencoder can show of these pictures.</source>
            <translation>最高 {0} dB PSNR：这是模型的自编码器对这些图片所能呈现的。</translation>
        </message>
        <message>
            <source>Measured with other settings: measure again to be sure.</source>
            <translation>以其他设置测量：请重新测量以确认。</translation>
        </message>
        <message>
            <source>Measure time and memory</source>
            <translation>测量时间和内存</translation>
        </message>
        <message>
            <source> · {0} more waiting</source>
            <translation> · 另有 {0} 个等待</translation>
        </message>
        <message>
            <source> · all in about {0}</source>
            <translation> · 全部约需 {0}</translation>
        </message>
        <message>
            <source>Saving {0}</source>
            <translation>正在保存 {0}</translation>
        </message>
        <message>
            <source>1 result…</source>
            <translation>1 个结果…</translation>
        </message>
        <message>
            <source>{0} results…</source>
            <translation>{0} 个结果…</translation>
        </message>
        <message>
            <source>Memory that the program uses</source>
            <translation>程序使用的内存</translation>
        </message>
        <message>
            <source>Save this step…</source>
            <translation>保存此步骤…</translation>
        </message>
        <message>
            <source>Put this step on the left</source>
            <translation>将此步骤放到左侧</translation>
        </message>
        <message>
            <source>Back to what was on the left</source>
            <translation>恢复左侧原来的内容</translation>
        </message>
        <message>
            <source>Save this step</source>
            <translation>保存此步骤</translation>
        </message>
        <message>
            <source>Saved as {0} ({1}, the size of the preview)</source>
            <translation>已保存为 {0}（{1}，预览的尺寸）</translation>
        </message>
        <message>
            <source>The step could not be saved to {0}: choose another folder.</source>
            <translation>此步骤无法保存到 {0}：请选择其他文件夹。</translation>
        </message>
        <message>
            <source>Strength</source>
            <translation>强度</translation>
        </message>
        <message>
            <source>How much of the model's picture is taken; the rest is the faithful one</source>
            <translation>采用多少模型的图片；其余为忠实图片</translation>
        </message>
        <message>
            <source>Faithful picture</source>
            <translation>忠实图片</translation>
        </message>
        <message>
            <source>What the result is mixed with, and what stays where it is protected</source>
            <translation>与结果混合的图片；受保护的部分保留它</translation>
        </message>
        <message>
            <source>Enlargement</source>
            <translation>普通放大</translation>
        </message>
        <message>
            <source>Kappa 0.1</source>
            <translation>Kappa 0.1</translation>
        </message>
        <message>
            <source>Keep the grain</source>
            <translation>保留颗粒感</translation>
        </message>
        <message>
            <source>Bring the finest structure of the original back into the result</source>
            <translation>将原图最细微的结构带回结果</translation>
        </message>
        <message>
            <source>over</source>
            <translation>叠加于</translation>
        </message>
        <message>
            <source>Protect</source>
            <translation>保护</translation>
        </message>
        <message>
            <source>Paint where the faithful picture shall stay, as on faces and text</source>
            <translation>涂抹要保留忠实图片的部分，例如人脸和文字</translation>
        </message>
        <message>
            <source>Paint what shall stay. Right button erases, [ and ] or Ctrl and the wheel size the brush.</source>
            <translation>涂抹要保留的部分。右键擦除，[ 和 ] 或 Ctrl 加滚轮调整画笔大小。</translation>
        </message>
        <message>
            <source>Undo the last stroke (Ctrl+Z)</source>
            <translation>撤销上一笔 (Ctrl+Z)</translation>
        </message>
        <message>
            <source>Protect nothing</source>
            <translation>取消所有保护</translation>
        </message>
        <message>
            <source>Find faces and text</source>
            <translation>查找人脸和文字</translation>
        </message>
        <message>
            <source>Propose faces and lines of text to protect; nothing is protected unasked</source>
            <translation>建议要保护的人脸和文字行；未经您同意不会保护任何内容</translation>
        </message>
        <message>
            <source>Protect all</source>
            <translation>全部保护</translation>
        </message>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Computing…</source>
            <translation>正在计算…</translation>
        </message>
        <message>
            <source>No faces and no text were found.</source>
            <translation>未找到人脸和文字。</translation>
        </message>
        <message>
            <source>1 place found.</source>
            <translation>找到 1 处。</translation>
        </message>
        <message>
            <source>{0} places found.</source>
            <translation>找到 {0} 处。</translation>
        </message>
        <message>
            <source>A click protects one, the right button dismisses it.</source>
            <translation>单击可保护一处，右键可取消该建议。</translation>
        </message>
        <message>
            <source>A damaged file was set aside. It lies here now: {0}</source>
            <translation>一个损坏的文件已被移到一边。它现在位于：{0}</translation>
        </message>
        <message>
            <source>{0} has been changed since it was enlarged: its results are of the picture before.</source>
            <translation>{0} 在放大之后被更改过：其结果来自更改前的图片。</translation>
        </message>
        <message>
            <source>Trainings and the authors' models can use your graphics card ({0}). That takes {1} once.</source>
            <translation>训练和作者的模型可以使用您的显卡（{0}）。为此只需一次性占用 {1}。</translation>
        </message>
        <message>
            <source>Show me</source>
            <translation>查看</translation>
        </message>
        <message>
            <source>Your graphics card is used from the next start on.</source>
            <translation>您的显卡从下次启动起使用。</translation>
        </message>
        <message>
            <source>It ended before it was done. What has arrived is kept.</source>
            <translation>未完成就结束了。已下载的部分会保留。</translation>
        </message>
        <message>
            <source>Kind of graphics card</source>
            <translation>显卡的种类</translation>
        </message>
        <message>
            <source>Delete what has been fetched</source>
            <translation>删除已下载的内容</translation>
        </message>
        <message>
            <source>Support for my graphics card</source>
            <translation>支持我的显卡</translation>
        </message>
        <message>
            <source>Installed: torch {0}, which can use {1}. It works from the next start on.</source>
            <translation>已安装：torch {0}，可以使用 {1}。从下次启动起生效。</translation>
        </message>
        <message>
            <source>Install</source>
            <translation>安装</translation>
        </message>
        <message>
            <source>Preparing…</source>
            <translation>正在准备…</translation>
        </message>
        <message>
            <source>About {0} of {1} have arrived. You can close this window and go on working.</source>
            <translation>{1} 中约 {0} 已下载。您可以关闭此窗口并继续工作。</translation>
        </message>
        <message>
            <source>Checking that it computes…</source>
            <translation>正在检查它能否计算…</translation>
        </message>
        <message>
            <source>For trainings and the authors' models: {0} to fetch, {1} on the disk. It can be cancelled and removed.</source>
            <translation>用于训练和作者的模型：需下载 {0}，占用磁盘 {1}。可以取消和移除。</translation>
        </message>
        <message>
            <source>HOW THOROUGHLY</source>
            <translation>训练的充分程度</translation>
        </message>
        <message>
            <source>Settings for experts</source>
            <translation>专家设置</translation>
        </message>
        <message>
            <source>Back to the preset's values</source>
            <translation>恢复预设的值</translation>
        </message>
        <message>
            <source>Changed by you: {0}</source>
            <translation>您更改了：{0}</translation>
        </message>
        <message>
            <source>Too little is left of this file: no part of it can be shown.</source>
            <translation>此文件剩余的内容太少：没有任何部分可以显示。</translation>
        </message>
        <message>
            <source>This picture cannot be read.</source>
            <translation>无法读取此图片。</translation>
        </message>
        <message>
            <source>Make a model better at your kind of picture. It is done on this computer, in the background; the window can be closed meanwhile.</source>
            <translation>让模型更擅长您这类图片。训练在此计算机的后台进行；期间可以关闭窗口。</translation>
        </message>
        <message>
            <source>Model to start from</source>
            <translation>起始模型</translation>
        </message>
        <message>
            <source>For example: My scanned pages</source>
            <translation>例如：我的扫描页</translation>
        </message>
        <message>
            <source>Name of the new model</source>
            <translation>新模型的名称</translation>
        </message>
        <message>
            <source>Start from</source>
            <translation>起始于</translation>
        </message>
        <message>
            <source>The training {0} has ended: its folder is no longer there.</source>
            <translation>训练 {0} 已结束：其文件夹已不存在。</translation>
        </message>
        <message>
            <source>The training {0} is finished.</source>
            <translation>训练 {0} 已完成。</translation>
        </message>
        <message>
            <source>The training {0} failed: {1}</source>
            <translation>训练 {0} 失败：{1}</translation>
        </message>
        <message>
            <source>The training {0} was interrupted. It can be resumed.</source>
            <translation>训练 {0} 已中断。可以继续。</translation>
        </message>
        <message>
            <source>The model could not be made: {0}</source>
            <translation>无法制作模型：{0}</translation>
        </message>
        <message>
            <source>Take the newest state</source>
            <translation>使用最新状态</translation>
        </message>
        <message>
            <source>Move originals into</source>
            <translation>将原图移到</translation>
        </message>
        <message>
            <source>Something went wrong in the program ({0}). Your pictures are safe; please go on.</source>
            <translation>程序出了点问题（{0}）。您的图片是安全的；请继续。</translation>
        </message>
        <message>
            <source>1 result from last time has not been saved.</source>
            <translation>上次有 1 个结果没有保存。</translation>
        </message>
        <message>
            <source>{0} results from last time have not been saved.</source>
            <translation>上次有 {0} 个结果没有保存。</translation>
        </message>
        <message>
            <source>Show them</source>
            <translation>显示它们</translation>
        </message>
        <message>
            <source>1 result is without what was decided about it, as there is nothing to mix it with.</source>
            <translation>1 个结果不带先前所做的决定，因为已没有可与之混合的图片。</translation>
        </message>
        <message>
            <source>{0} results are without what was decided about them, as there is nothing to mix them with.</source>
            <translation>{0} 个结果不带先前所做的决定，因为已没有可与之混合的图片。</translation>
        </message>
        <message>
            <source>{0} is a book: only single pictures are filled in.</source>
            <translation>{0} 是一本书：只能填补单张图片。</translation>
        </message>
        <message>
            <source>{0}: nothing is marked. Paint over what is to be filled in first.</source>
            <translation>{0}：没有标记。请先涂抹要填补的部分。</translation>
        </message>
        <message>
            <source>In {0} pictures nothing is marked: they stay as they are.</source>
            <translation>{0} 张图片没有标记：它们保持不变。</translation>
        </message>
        <message>
            <source>A picture waited for the model that was deleted. It waits no longer.</source>
            <translation>有 1 张图片在等待已删除的模型，现已不再等待。</translation>
        </message>
        <message>
            <source>{0} pictures waited for the model that was deleted. They wait no longer.</source>
            <translation>有 {0} 张图片在等待已删除的模型，现已不再等待。</translation>
        </message>
        <message>
            <source>This size cannot be tried on a region. {0}</source>
            <translation>无法在区域上试用此尺寸。{0}</translation>
        </message>
        <message>
            <source>The queue is paused: the region waits until it goes on.</source>
            <translation>队列已暂停：该区域将等待队列继续。</translation>
        </message>
        <message>
            <source>Stop watching</source>
            <translation>停止监视</translation>
        </message>
        <message>
            <source>Move originals…</source>
            <translation>移走原图…</translation>
        </message>
        <message>
            <source>Each picture leaves the folder once its result is saved. Nothing is replaced, and what fails or was done before stays.</source>
            <translation>结果保存后，图片即移出文件夹。不会替换任何文件；失败的或先前已完成的保留原处。</translation>
        </message>
        <message>
            <source>Originals then go to {0}.</source>
            <translation>随后原图移到 {0}。</translation>
        </message>
        <message>
            <source>Watching {0}</source>
            <translation>正在监视 {0}</translation>
        </message>
        <message>
            <source>It cannot be reached: waiting for it.</source>
            <translation>无法访问：正在等待其恢复。</translation>
        </message>
        <message>
            <source>All is done. The computer goes to sleep in {0} s.</source>
            <translation>全部完成。电脑将在 {0} 秒后睡眠。</translation>
        </message>
        <message>
            <source>All is done. The computer shuts down in {0} s.</source>
            <translation>全部完成。电脑将在 {0} 秒后关机。</translation>
        </message>
        <message>
            <source>All is done. The program closes in {0} s.</source>
            <translation>全部完成。程序将在 {0} 秒后关闭。</translation>
        </message>
        <message>
            <source>The system did not do what was to be done at the end: {0}</source>
            <translation>系统未执行结束时应做的操作：{0}</translation>
        </message>
        <message>
            <source>When the queue is done</source>
            <translation>队列完成后</translation>
        </message>
        <message>
            <source>Let the computer sleep</source>
            <translation>让电脑睡眠</translation>
        </message>
        <message>
            <source>Shut the computer down</source>
            <translation>关闭电脑</translation>
        </message>
        <message>
            <source>Do nothing more</source>
            <translation>不做任何操作</translation>
        </message>
        <message>
            <source>Close the program</source>
            <translation>关闭程序</translation>
        </message>
        <message>
            <source>Progress: {0}</source>
            <translation>进度：{0}</translation>
        </message>
        <message>
            <source>Another program is fetching it: waiting…</source>
            <translation>另一个程序正在下载：等待中…</translation>
        </message>
        <message>
            <source>Checking and converting {0}…</source>
            <translation>正在检查并转换 {0}…</translation>
        </message>
        <message>
            <source>{0} per second</source>
            <translation>每秒 {0}</translation>
        </message>
        <message>
            <source>Iterations</source>
            <translation>迭代次数</translation>
        </message>
        <message>
            <source>How often the weights are adjusted. More takes longer; it may end early.</source>
            <translation>权重调整的次数。越多耗时越长；可能提前结束。</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Patches in each iteration. More is steadier and slower.</source>
            <translation>每次迭代中的图块数。越多越稳定，也越慢。</translation>
        </message>
        <message>
            <source>Parts of a batch</source>
            <translation>一批的份数</translation>
        </message>
        <message>
            <source>In how many parts a batch is worked through: more saves memory. 0 lets the program choose.</source>
            <translation>一批分几份处理：份数越多越省内存。0 由程序选择。</translation>
        </message>
        <message>
            <source>Patch</source>
            <translation>图块</translation>
        </message>
        <message>
            <source>Side of the pieces of the good pictures that are learnt from, in pixels.</source>
            <translation>用于学习的好图图块的边长，以像素为单位。</translation>
        </message>
        <message>
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <source>How large each adjustment is. Too large and the model falls apart, too small and nothing happens.</source>
            <translation>每次调整的幅度。过大模型会崩坏，过小则毫无变化。</translation>
        </message>
        <message>
            <source>Learning rate at the end</source>
            <translation>结束时的学习率</translation>
        </message>
        <message>
            <source>Where the rate has fallen to by the last iteration.</source>
            <translation>学习率在最后一次迭代时降到的值。</translation>
        </message>
        <message>
            <source>Warm-up</source>
            <translation>预热</translation>
        </message>
        <message>
            <source>Iterations over which the learning rate rises at the start.</source>
            <translation>开始时学习率上升所用的迭代次数。</translation>
        </message>
        <message>
            <source>Averaging</source>
            <translation>平均</translation>
        </message>
        <message>
            <source>How slowly the averaged weights follow, which are what you get in the end.</source>
            <translation>平均权重跟随的缓慢程度；最终得到的就是平均权重。</translation>
        </message>
        <message>
            <source>Clipping</source>
            <translation>梯度裁剪</translation>
        </message>
        <message>
            <source>Longest step the gradient may ask for.</source>
            <translation>梯度可以要求的最大步长。</translation>
        </message>
        <message>
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <source>Pull of the weights towards zero. 0 is usual here.</source>
            <translation>将权重拉向零的力度。这里通常为 0。</translation>
        </message>
        <message>
            <source>Method</source>
            <translation>方法</translation>
        </message>
        <message>
            <source>What is trained.</source>
            <translation>训练的内容。</translation>
        </message>
        <message>
            <source>All weights</source>
            <translation>全部权重</translation>
        </message>
        <message>
            <source>Small additions only: less memory</source>
            <translation>仅小的附加部分：更省内存</translation>
        </message>
        <message>
            <source>Rank of the additions</source>
            <translation>附加部分的秩</translation>
        </message>
        <message>
            <source>Size of the small additions. More can learn more.</source>
            <translation>小附加部分的大小。越大能学得越多。</translation>
        </message>
        <message>
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <source>What counts as an error.</source>
            <translation>什么算作误差。</translation>
        </message>
        <message>
            <source>Squared error and visible features: sharper</source>
            <translation>平方误差与可见特征：更清晰</translation>
        </message>
        <message>
            <source>Squared error alone: highest PSNR</source>
            <translation>仅平方误差：PSNR 最高</translation>
        </message>
        <message>
            <source>Squared error weighted by the chain's bound</source>
            <translation>按链的界加权的平方误差</translation>
        </message>
        <message>
            <source>Weight of visible features</source>
            <translation>可见特征的权重</translation>
        </message>
        <message>
            <source>More is sharper and invents more.</source>
            <translation>越大越清晰，也创造得越多。</translation>
        </message>
        <message>
            <source>float16 is for older graphics cards; float32 is slowest and exact.</source>
            <translation>float16 适合较旧的显卡；float32 最慢且精确。</translation>
        </message>
        <message>
            <source>Choose for this device</source>
            <translation>为此设备选择</translation>
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
            <translation>耐心值</translation>
        </message>
        <message>
            <source>Ends after so many validations without a better one. 0 never ends early.</source>
            <translation>经过这么多次验证仍无改进就结束。0 表示从不提前结束。</translation>
        </message>
        <message>
            <source>Held out</source>
            <translation>留出比例</translation>
        </message>
        <message>
            <source>Share of the pictures that is not learnt from but judges the result.</source>
            <translation>不用于学习、而用来评判结果的图片比例。</translation>
        </message>
        <message>
            <source>Validate every</source>
            <translation>验证间隔</translation>
        </message>
        <message>
            <source>Iterations between two looks at the held-out pictures.</source>
            <translation>两次查看留出图片之间的迭代次数。</translation>
        </message>
        <message>
            <source>Save every</source>
            <translation>保存间隔</translation>
        </message>
        <message>
            <source>Iterations between two saved states: at most so many are lost by a power cut.</source>
            <translation>两次保存状态之间的迭代次数：断电时最多损失这么多。</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>Processor threads used; below 1 all of them.</source>
            <translation>使用的处理器线程数；小于 1 表示全部。</translation>
        </message>
        <message>
            <source>Step back</source>
            <translation>让步</translation>
        </message>
        <message>
            <source>How far the training lets other programs go first.</source>
            <translation>训练在多大程度上让其他程序优先。</translation>
        </message>
        <message>
            <source>Another number gives another split and another order.</source>
            <translation>换一个数字会得到另一种划分和另一种顺序。</translation>
        </message>
        <message>
            <source>Quick</source>
            <translation>快速</translation>
        </message>
        <message>
            <source>Minutes on a processor. Shows whether your pictures help.</source>
            <translation>在处理器上需要几分钟。看看您的图片是否有帮助。</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>普通</translation>
        </message>
        <message>
            <source>An hour or some on a processor, minutes on a graphics card. A good first choice.</source>
            <translation>在处理器上需要一小时或数小时，在显卡上需要几分钟。很好的首选。</translation>
        </message>
        <message>
            <source>Thorough</source>
            <translation>充分</translation>
        </message>
        <message>
            <source>As long as it gets better: hours. For many pictures.</source>
            <translation>只要还在变好就继续：数小时。适合大量图片。</translation>
        </message>
        <message>
            <source>unreadable</source>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>without a partner</source>
            <translation>没有配对</translation>
        </message>
        <message>
            <source>made by this program</source>
            <translation>由本程序生成</translation>
        </message>
        <message>
            <source>too small</source>
            <translation>太小</translation>
        </message>
        <message>
            <source>not matching the model's scale</source>
            <translation>与模型的倍数不符</translation>
        </message>
        <message>
            <source>showing something else than the partner</source>
            <translation>与配对图片内容不同</translation>
        </message>
        <message>
            <source>there twice</source>
            <translation>重复</translation>
        </message>
        <message>
            <source>shifted against the partner</source>
            <translation>与配对图片错位</translation>
        </message>
        <message>
            <source>differing in colour or brightness from the partner</source>
            <translation>与配对图片的颜色或亮度不同</translation>
        </message>
        <message>
            <source>soft for its size</source>
            <translation>就其尺寸而言偏模糊</translation>
        </message>
        <message>
            <source>In most pairs the two show different things: the names of one side may be off by one.</source>
            <translation>多数配对中的两张图片内容不同：其中一侧的名称可能错了一位。</translation>
        </message>
        <message>
            <source>These weights were published by the authors of ResShift under the NTU S-Lab License 1.0. It allows use, study and redistribution for non-commercial purposes only; for anything commercial, ask the authors.</source>
            <translation>这些权重由 ResShift 的作者以 NTU S-Lab License 1.0 许可证发布。该许可证仅允许以非商业目的使用、研究和再分发；任何商业用途请联系作者。</translation>
        </message>
        <message>
            <source>its authors name none; the package's is MIT</source>
            <translation>作者未注明；软件包的许可证为 MIT</translation>
        </message>
    </context>
</TS>
