import { Argument, Command } from 'commander';
import type { Context } from '../context.ts';

export function completionCommand(context: Context): Command {
  return new Command('completion')
    .summary('let Tab complete commands, ids and fields')
    .description('Prints the script that lets a shell complete what is typed: commands, options, ids, states, fields.')
    .addArgument(new Argument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText(
      'after',
      `
Set up once, and open a new shell:
  irc completion bash >> ~/.bashrc
  irc completion zsh >> ~/.zshrc
  irc completion fish > ~/.config/fish/completions/irc.fish
  irc completion powershell >> $PROFILE`,
    )
    .action((shell: Shell) => {
      context.terminal.data(scripts[shell]);
    });
}

type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

/**
 * Each hands the line up to the cursor to irc as one text, so that nothing that is typed is ever evaluated. Ready-made
 * scripts were tried and left: they evaluate the words, and need helpers that not every bash has.
 */
const scripts: Readonly<Record<Shell, string>> = {
  bash: `# Tab for irc
_irc() {
  local value description open
  COMPREPLY=()
  while IFS=$'\\t' read -r value description open; do
    if [[ $value == :files ]]; then
      compopt -o default
      return
    fi
    COMPREPLY+=("$(printf '%q' "$value")")
    if [[ -n $open ]]; then compopt -o nospace; fi
  done < <(irc complete bash "\${COMP_LINE:0:COMP_POINT}" 2>/dev/null)
}
complete -F _irc irc
`,
  zsh: `# Tab for irc
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -u }
_irc() {
  local value description open
  local -a values shown opened openedShown
  while IFS=$'\\t' read -r value description open; do
    if [[ $value == :files ]]; then
      _files
      return
    fi
    if [[ -n $open ]]; then
      opened+=("$value"); openedShown+=("\${value}  -- $description")
    else
      values+=("$value"); shown+=("\${value}  -- $description")
    fi
  done < <(irc complete zsh "\${LBUFFER}" 2>/dev/null)
  (( \${#values} )) && compadd -l -d shown -a values
  (( \${#opened} )) && compadd -l -S '' -d openedShown -a opened
}
compdef _irc irc
`,
  fish: `# Tab for irc
function __irc_complete
    for line in (irc complete fish (commandline -cp | string collect) 2>/dev/null)
        set -l parts (string split \\t -- $line)
        if test "$parts[1]" = ":files"
            __fish_complete_path (commandline -ct)
        else
            printf '%s\\t%s\\n' $parts[1] "$parts[2]"
        end
    end
end
complete -c irc -f -a '(__irc_complete)'
`,
  powershell: `# Tab for irc
Register-ArgumentCompleter -Native -CommandName irc -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $line = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
    irc complete powershell $line 2>$null | ForEach-Object {
        $value, $description, $open = $_ -split "\`t"
        if ($value -eq ':files') { return }
        if (-not $description) { $description = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $description)
    }
}
`,
};
