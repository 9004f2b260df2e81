package convert
import ("testing";"os";"strings";"fmt")
func TestX(t *testing.T){
 data,_:=os.ReadFile("testdata/sentences.txt")
 tw,hk:=New(Traditional,Taiwan,nil),New(Traditional,HongKong,nil)
 back:=New(Simplified,Taiwan,nil)
 backhk:=New(Simplified,HongKong,nil)
 for l:=range strings.Lines(string(data)){ l=strings.TrimSpace(l); a,b:=tw.Text(l),hk.Text(l); fmt.Println(l); fmt.Println("   ",a); if a!=b {fmt.Println("  HK",b)}
 if x:=back.Text(a); x!=l {fmt.Println("  BT",x)}
 if x:=backhk.Text(b); x!=l {fmt.Println("  BH",x)}
 }
}
